import { isTooBad, sinceResume, tallyOf } from './brake-limits.ts';
import type { RunContext } from './run-context.ts';
import { stopRun } from './stop-run.ts';

/**
 * Pauses the run when its canary was not all done, or too many clusters end badly. A resume accepts what was counted so far; of a
 * canary only when `accepted`: once it has been filled up.
 */
export async function brake(
  run: RunContext,
  { canary, accepted = false }: { canary: boolean; accepted?: boolean },
): Promise<void> {
  const { progress } = run;
  if (progress.paused) return;
  const { ended, bad } = accepted ? sinceResume(progress) : tallyOf(progress);
  if (canary && bad > 0) {
    await stopRun(run, { by: 'canary', why: { code: 'canary', values: { bad, ended } } });
    return;
  }
  const since = sinceResume(progress);
  if (isTooBad(since)) await stopRun(run, { by: 'brake', why: { code: 'brake', values: since } });
}
