import { executeChild, proxyActivities } from '@temporalio/workflow';
import type { noop } from './noop.ts';

const steps = proxyActivities<{ noop: typeof noop }>({ startToCloseTimeout: 60_000, heartbeatTimeout: 15_000 });

/** Lanes of children, as `dedupeRun` has them, with nothing to do. */
export async function floorRun(input: { clusters: number; window: number; steps: number }): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < input.clusters) {
      next += 1;
      await executeChild(floorCluster, { workflowId: `floor-${next}`, args: [{ steps: input.steps }] });
    }
  };
  await Promise.all(Array.from({ length: input.window }, lane));
}

export async function floorCluster(input: { steps: number }): Promise<void> {
  for (let step = 0; step < input.steps; step += 1) await steps.noop();
}
