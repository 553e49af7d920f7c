import { FIRST_LOOK, MOST_BAD } from './brake-limits.ts';
import type { RunContext } from './run-context.ts';
import { stopRun } from './stop-run.ts';

/** Pauses the run when its canary was not all done, or too many clusters end badly. A resume accepts what was counted so far. */
export async function brake(run: RunContext, { canary }: { canary: boolean }): Promise<void> {
  if (run.progress.paused) return;
  const { ended, bad } = tally(run);
  if (canary && bad > 0) {
    await stopRun(run, `canary: ${bad} of ${ended} clusters did not end as done`);
    return;
  }
  const since = { ended: ended - run.progress.accepted.ended, bad: bad - run.progress.accepted.bad };
  if (since.ended >= FIRST_LOOK && since.bad / since.ended > MOST_BAD) {
    await stopRun(run, `brake: ${since.bad} of ${since.ended} clusters were held or failed`);
  }
}

/** Clusters that ended, and those that ended otherwise than done. */
export function tally(run: RunContext): { ended: number; bad: number } {
  const { done, held, skipped, failed } = run.progress.counts;
  const bad = held + skipped + failed;
  return { ended: done + bad, bad };
}
