import type { Reason, StopBy } from '../../store/reasons.ts';
import type { RunProgress } from '../types.ts';
import { tallyOf } from './brake-limits.ts';
import { describeNow, type RunContext } from './run-context.ts';

/** The store's word on whether merges may be sent. */
export interface StopWord {
  stopped: boolean;
  seq: number;
  own?: number | undefined;
  reason: string | null;
  by?: StopBy | null | undefined;
  why?: Reason | null | undefined;
}

/**
 * Pauses the run by itself: no merge is sent until a person resumes it. `reason` where it has its text already; else the
 * store's answer has it.
 */
export async function stopRun(
  run: RunContext,
  stop: { by: StopBy; why?: Reason | undefined; reason?: string },
): Promise<void> {
  const { progress, runId } = run;
  const { by, why } = stop;
  const reason = stop.reason ?? why?.code ?? by;
  progress.paused = true;
  progress.pauseReason = reason;
  run.pausesUnderWay += 1;
  try {
    heed(run, await run.steps.setStop({ runId, stop: true, reason, by, why }));
  } finally {
    run.pausesUnderWay -= 1;
  }
}

/**
 * Follows what the store has been asked for, whatever number a message of before has put into the progress: only what the store was heard
 * to say later counts more.
 */
export function heedStore(run: RunContext, word: StopWord): boolean {
  if (word.seq < run.heardSeq) return false;
  run.heardSeq = word.seq;
  run.progress.stopSeq = Math.min(run.progress.stopSeq, word.seq);
  return heed(run, word);
}

/** Follows the store's newest word; an older one, come late, changes nothing. Says whether it was followed. */
export function heed(run: RunContext, word: StopWord): boolean {
  const { progress } = run;
  if (word.seq < progress.stopSeq) return false;
  const known = progress.paused && word.seq === progress.stopSeq ? pauseOf(progress) : null;
  progress.stopSeq = word.seq;
  progress.paused = word.stopped;
  const said = word.reason === null ? (known ?? { reason: 'the run was stopped in the store' }) : word;
  Object.assign(progress, toPause(word.stopped ? said : { reason: null }));
  accept(run, word);
  describeNow(run);
  return true;
}

/** One of the run's own words that lets it go on accepts what ended badly before it, once. */
function accept({ progress }: RunContext, { stopped, own }: StopWord): void {
  if (stopped || own === undefined || own <= (progress.goneOnSeq ?? 0)) return;
  progress.goneOnSeq = own;
  progress.accepted = tallyOf(progress);
}

type Pause = Pick<StopWord, 'reason' | 'by' | 'why'>;

/** As the progress carries it. */
export function toPause({ reason, by, why }: Pause): Pick<RunProgress, 'pauseReason' | 'pausedBy' | 'pauseWhy'> {
  return { pauseReason: reason, pausedBy: by ?? undefined, pauseWhy: why ?? undefined };
}

function pauseOf({ pauseReason, pausedBy, pauseWhy }: RunProgress): Pause | null {
  return pauseReason === null ? null : { reason: pauseReason, by: pausedBy, why: pauseWhy };
}
