import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Run } from '../../store/runs/runs.ts';
import type { ClusterResult } from '../../workflows/types.ts';

/** Merges that the workflow of a cluster has counted for this run. Null: its history is not there any more, or it has not ended by itself. */
export async function mergesByTemporal(client: Client, run: Run, cluster: string): Promise<number | null> {
  const { crm, org, createdAt, endedAt } = run;
  const workflowId = `merge-${crm}-${org}-${cluster}`;
  let found: string | null = null;
  const query = `WorkflowId = '${workflowId}' and ExecutionStatus = 'Completed'`;
  for await (const { runId, startTime, closeTime } of client.workflow.list({ query })) {
    const isOurs = startTime >= createdAt && (endedAt === null || startTime <= endedAt);
    if (isOurs && closeTime !== undefined) found ??= runId;
  }
  if (found === null) return null;
  try {
    const handle = client.workflow.getHandle(workflowId, found);
    return ((await handle.result()) as ClusterResult).merged;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
