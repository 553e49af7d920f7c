import type { Measurement } from './measurement.ts';
import { openStage, type Stage } from './stage.ts';

/**
 * DevRev's 45 calls in 60 s, six times quicker. Not more: a merge's calls are set aside for about a second, which does not
 * shrink with the window and would be half of one that is thirty times quicker.
 */
export const CALLS = 45;
export const WINDOW_MS = 10_000;
/** Enough to keep the budget busy: the lanes wait for it most of the time. */
const LANES = 8;

/** How much of a token's budget a run uses while it has enough to do, with one worker and with several. */
export async function benchBudget({ quick }: { quick: boolean }): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const workers of quick ? [1] : [1, 2, 4]) {
    const stage = await openStage({ clusters: quick ? 20 : 32, rateLimit: `${CALLS}/${WINDOW_MS}ms` });
    try {
      const used = await budgetUsed(stage, workers);
      const name = `${workers} worker${workers > 1 ? 's' : ''}`;
      measurements.push(
        { name: `share of the budget used, ${name}`, value: used.share, unit: '×', goal: { atLeast: 0.95 } },
        {
          name: `most calls in any ${WINDOW_MS / 1000} s, ${name}`,
          value: used.most,
          unit: 'calls',
          goal: { atMost: CALLS },
        },
      );
    } finally {
      await stage.close();
    }
  }
  return measurements;
}

/** Of a whole run. `onStart` is told its id. */
export async function budgetUsed(
  stage: Stage,
  workers: number,
  onStart: (run: string) => void = () => undefined,
): Promise<{ share: number; most: number }> {
  await Promise.all(Array.from({ length: workers }, () => stage.worker()));
  const run = await stage.start({ window: LANES, canary: 3 });
  onStart(run.id);
  await stage.client.workflow.getHandle(run.workflowId).result();
  // Attachments come from another origin and cost no call.
  const requests = stage.sandbox.requests().filter(({ path }) => path !== 'attachment');
  const calls = requests.map(({ at }) => at);
  const merges = stage.sandbox
    .effects()
    .filter(({ kind }) => kind === 'merge')
    .map(({ at }) => at);
  // From the first merge after the canary to the last window of clusters: before and after, there is not enough to do.
  const from = merges[3] ?? 0;
  const to = merges[merges.length - LANES] ?? 0;
  const between = calls.filter((at) => at >= from && at < to).length;
  return { share: between / (((to - from) / WINDOW_MS) * CALLS), most: mostAtOnce(calls) };
}

/** The most calls in any window of time, its end not counted. */
function mostAtOnce(calls: number[]): number {
  let first = 0;
  let most = 0;
  for (const [index, at] of calls.entries()) {
    while (at - (calls[first] ?? at) >= WINDOW_MS) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
