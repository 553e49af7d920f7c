import { describeNow, type RunContext } from './run-context.ts';

/** Pauses the run by itself: no merge is sent until a person resumes it. */
export async function stopRun(run: RunContext, reason: string): Promise<void> {
  const { progress, input } = run;
  progress.paused = true;
  progress.pauseReason = reason;
  const { seq } = await run.steps.setStop({ runId: input.runId, stop: true, reason });
  progress.stopSeq = Math.max(progress.stopSeq, seq);
  describeNow(run);
}
