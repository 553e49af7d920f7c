import { clockTime } from '../kit/phrases.ts';
import { shownReason } from '../kit/reason-words.ts';
import type { RunSeen } from './run-seen.ts';

/** Where a run stands, in a few words: the line that a person reads first. */
export function stateLine(run: RunSeen): { text: string; tone: 'good' | 'look' | 'bad' | 'calm' } {
  if (run.state === 'lost') {
    return {
      text: 'Its workflow does not run any more: start the plan again, and it goes on where it was',
      tone: 'bad',
    };
  }
  if (run.state !== 'open') return ended(run);
  if (run.everythingPaused !== null) return { text: 'Paused: all runs of this store are', tone: 'look' };
  const away = run.waits.find((wait) => wait.for === 'postgres' || wait.for === 'temporal');
  if (away) return { text: `${away.for === 'postgres' ? 'The database' : 'Temporal'} does not answer`, tone: 'bad' };
  switch (run.waitsFor) {
    case 'resume': {
      const why = shownReason({ reason: run.pauseReason, why: run.pauseWhy }) ?? 'by a person';
      return { text: `Paused: ${why}`, tone: 'look' };
    }
    case 'decision':
      return { text: 'Waits for a decision: nothing else is left to do', tone: 'look' };
    case 'worker':
      return { text: 'No worker answers: nothing goes on until one is started', tone: 'bad' };
    default:
      return { text: run.dryRun ? 'Goes through it without writing anything' : 'At work', tone: 'good' };
  }
}

function ended({ state, endedAt }: RunSeen): ReturnType<typeof stateLine> {
  const at = endedAt === null ? '' : ` at ${clockTime(endedAt)}`;
  if (state === 'done') return { text: `Ended${at}`, tone: 'good' };
  return {
    text: `${state === 'cancelled' ? 'Cancelled' : 'Failed'}${at}`,
    tone: state === 'cancelled' ? 'calm' : 'bad',
  };
}
