import { createRun, type Run } from '../../store/runs/runs.ts';
import type { RunOptions } from '../../store/types.ts';
import type { DedupeRunInput } from '../../workflows/types.ts';
import type { Scene } from './scene.ts';
import { TEST_TIMING } from './timing.ts';

/** Starts a run as it was started before databases had queues of their own: any worker of the queue's name may be offered its steps. */
export async function startAsBefore(scene: Scene, org: string, more: Partial<RunOptions> = {}): Promise<Run> {
  const { client, database, plan, env } = scene;
  const options = { canary: 5, window: 4, limit: null, approve: 'auto' as const, csvDigest: null, ...more };
  const run = await createRun(database.db, { plan, org, dryRun: false, options });
  const { canary, window, limit } = options;
  const input: DedupeRunInput = {
    ...{ runId: run.id, clusterIdPrefix: `merge-${plan.crm}-${org}`, pageSize: 100, timing: TEST_TIMING },
    ...{ canary, window, limit },
  };
  await client.workflow.start('dedupeRun', {
    workflowId: run.workflowId,
    taskQueue: env.TEMPORAL_TASK_QUEUE ?? '',
    args: [input],
    workflowTaskTimeout: TEST_TIMING.workflowTaskMs,
  });
  return run;
}
