import type { Control } from '../../control/open-control.ts';
import type { RunStatus } from '../../control/status/run-status.ts';
import { watchRun } from '../../control/status/watch-run.ts';
import { untilSignal } from '../../local/process/until-signal.ts';
import { EXIT } from '../cli/fail.ts';
import { print, say } from '../cli/print.ts';
import { finalText, statusExit } from './end.ts';
import { type StatusScreen, statusScreen } from './screen.ts';

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

/** Longest that connections may take to close when a person leaves. */
const CLOSING_MS = 2000;

/** Follows a run to its end, or until it waits for a person. Ctrl-C only detaches. Returns the exit code. */
export async function watch({ control, runId, json, untilPerson, exit = statusExit }: Watch): Promise<number> {
  const stop = new AbortController();
  const screen = statusScreen({ json });
  const interrupted = untilSignal().then(() => {
    stop.abort();
    return null;
  });
  const following = follow({ control, runId, screen, untilPerson, signal: stop.signal });
  following.catch(() => undefined);
  const last = await Promise.race([following, interrupted]).finally(() => screen.end());
  if (last === null) {
    say(`Detached: run ${runId} goes on. See it again: npm run status -- ${runId} --watch`);
    // A server that hangs would hold up the closing of its connections, and with it whoever only wants to leave.
    setTimeout(() => process.exit(EXIT.interrupted), CLOSING_MS).unref();
    return EXIT.interrupted;
  }
  if (!json) print({ json, value: last, text: finalText(last), isLaidOut: true });
  return exit(last);
}

async function follow(
  watch: Pick<Watch, 'control' | 'runId' | 'untilPerson'> & { screen: StatusScreen; signal: AbortSignal },
): Promise<RunStatus | null> {
  const { control, runId, screen, untilPerson, signal } = watch;
  let last: RunStatus | null = null;
  for await (const status of watchRun({ ...control, runId, signal })) {
    screen.show(status);
    const waits = untilPerson && needsPerson(status) && last !== null && needsPerson(last);
    last = status;
    if (waits) break;
  }
  return signal.aborted ? null : last;
}

/** Twice in a row: between a decision and its effect a run seems to wait for a moment. */
function needsPerson({ state, waitsFor }: RunStatus): boolean {
  return state === 'open' && (waitsFor === 'decision' || waitsFor === 'resume');
}
