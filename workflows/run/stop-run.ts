import { describeNow, type RunContext } from './run-context.ts';

/** The store's word on whether merges may be sent. */
export interface StopWord {
  stopped: boolean;
  seq: number;
  reason: string | null;
}

/** Pauses the run by itself: no merge is sent until a person resumes it. */
export async function stopRun(run: RunContext, reason: string): Promise<void> {
  const { progress, input } = run;
  progress.paused = true;
  progress.pauseReason = reason;
  run.news.stopping += 1;
  try {
    heed(run, await run.steps.setStop({ runId: input.runId, stop: true, reason }));
  } finally {
    run.news.stopping -= 1;
  }
}

/** Follows the store's newest word; an older one, come late, changes nothing. Says whether it was followed. */
export function heed(run: RunContext, word: StopWord): boolean {
  const { progress } = run;
  if (word.seq < progress.stopSeq) return false;
  const known = progress.paused && word.seq === progress.stopSeq ? progress.pauseReason : null;
  progress.stopSeq = word.seq;
  progress.paused = word.stopped;
  progress.pauseReason = word.stopped ? (word.reason ?? known ?? 'the run was stopped in the store') : null;
  describeNow(run);
  return true;
}
