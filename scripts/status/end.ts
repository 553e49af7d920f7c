import type { RunStatus } from '../../control/status/run-status.ts';
import { EXIT } from '../cli/fail.ts';
import { layOut, lookOf } from './lay-out.ts';
import { statusLines } from './lines.ts';

/** The status on stdout, to stay there. Lines are as long as they are: a command that is broken cannot be copied. */
export function finalText(status: RunStatus): string {
  const { color } = lookOf(process.stdout);
  return layOut(statusLines(status, Date.now()), { columns: Number.POSITIVE_INFINITY, color }).join('\n');
}

/** 0 done or running, 4 waiting for a person, 5 ended with something left. */
export function statusExit(status: RunStatus): number {
  if (status.state === 'open') {
    const goesOn = status.waitsFor === 'nothing' && !status.steps.some(({ needsPerson }) => needsPerson);
    return goesOn ? EXIT.done : EXIT.waiting;
  }
  const isWhole = status.state === 'done' && status.unwrittenReport === null && !hasUnfinished(status);
  return isWhole ? EXIT.done : EXIT.unfinished;
}

export function hasUnfinished({ unfinished }: RunStatus): boolean {
  return unfinished.pairs.length + unfinished.clusters.length > 0;
}
