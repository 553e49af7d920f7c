import type { RunStatus } from '../../control/status/run-status.ts';
import { reasonWords } from '../../pages/kit/reason-words.ts';
import type { Reason } from '../../store/reasons.ts';

type WithWords = (Reason & { words: string }) | null;

/** A reason as REST tells it: code, values and words. */
export function withWords(why: Reason | null): WithWords {
  return why === null ? null : { ...why, words: reasonWords(why) };
}

/** A status with the words of every reason in it. */
export function statusWithWords(status: RunStatus): object {
  const { pauseWhy, endedBecause, undecided, unfinished } = status;
  const explained = <Row extends { why: Reason | null }>(row: Row) => ({ ...row, why: withWords(row.why) });
  return {
    ...status,
    pauseWhy: withWords(pauseWhy),
    endedBecause: withWords(endedBecause),
    undecided: undecided.map(explained),
    unfinished: { pairs: unfinished.pairs.map(explained), clusters: unfinished.clusters.map(explained) },
  };
}
