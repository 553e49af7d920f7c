import type { RunStatus } from '../control/run-status.ts';
import { watchRun } from '../control/watch-run.ts';
import { untilSignal } from '../local/until-signal.ts';
import { EXIT } from './fail.ts';
import { liveLines } from './live-lines.ts';
import type { Control } from './open-control.ts';
import { print, say } from './print.ts';
import { progressLine } from './progress-line.ts';
import { statusExit } from './status-exit.ts';
import { statusText } from './status-text.ts';

export interface Watch {
  control: Control;
  runId: string;
  /** JSON lines on stdout, one for each change, instead of text on stderr. */
  json: boolean;
  /** Whether to stop as soon as the run waits for a person. */
  untilPerson: boolean;
  /** What the end means; `statusExit` unless given. */
  exit?: (status: RunStatus) => number;
}

/** Follows a run to its end, or until it waits for a person. Ctrl-C only detaches. Returns the exit code. */
export async function watch({ control, runId, json, untilPerson, exit = statusExit }: Watch): Promise<number> {
  const stop = new AbortController();
  const interrupted = untilSignal().then(() => {
    stop.abort();
    return null;
  });
  const following = follow({ control, runId, json, untilPerson, signal: stop.signal });
  following.catch(() => undefined);
  const last = await Promise.race([following, interrupted]);
  if (last === null) {
    say(`Detached: run ${runId} goes on. See it again: npm run status -- ${runId} --watch`);
    return EXIT.interrupted;
  }
  if (!json) print({ json, value: last, text: statusText(last) });
  return exit(last);
}

async function follow(watch: Omit<Watch, 'exit'> & { signal: AbortSignal }): Promise<RunStatus | null> {
  const { control, runId, json, untilPerson, signal } = watch;
  const live = liveLines();
  let last: RunStatus | null = null;
  let line = '';
  for await (const status of watchRun({ ...control, runId, signal })) {
    const text = json ? JSON.stringify(lasting(status)) : '';
    if (!json) live.show(untilPerson ? progressLine(status) : statusText(status));
    else if (text !== line) print({ json, value: status, text: '' });
    line = text;
    const waits = untilPerson && needsPerson(status) && last !== null && needsPerson(last);
    last = status;
    if (waits) break;
  }
  if (signal.aborted) return null;
  live.clear();
  return last;
}

/** Twice in a row: between a decision and its effect a run seems to wait for a moment. */
function needsPerson({ state, waitsFor }: RunStatus): boolean {
  return state === 'open' && (waitsFor === 'decision' || waitsFor === 'resume');
}

/** Without the rate, which changes by itself. */
function lasting({ pairs, ...status }: RunStatus): object {
  return { ...status, merged: pairs.merged, byState: pairs.byState };
}
