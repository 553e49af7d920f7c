import { activityInfo } from '@temporalio/activity';
import { handOut } from '../../store/orders/hand-out.ts';
import { clustersByState, markCanary, nextClusters as next } from '../../store/runs/clusters.ts';
import type { ClusterState } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

export interface ClusterPage {
  clusters: string[];
  counts: Partial<Record<ClusterState, number>>;
}

/** Hands the next approved clusters out to the run that asks, at most `limit`, and says how many clusters stand where. */
export function nextClusters(deps: Deps) {
  return (request: { runId: string; limit: number; canary: boolean }): Promise<ClusterPage> =>
    withHeartbeat(async () => {
      const clusters = await next(deps.db, request);
      const { workflowId = '', runId: execution = '' } = activityInfo().workflowExecution ?? {};
      await handOut(deps.db, { runId: request.runId, clusters, workflowId, execution });
      if (request.canary) await markCanary(deps.db, { runId: request.runId, clusters });
      return { clusters, counts: await clustersByState(deps.db, request.runId) };
    });
}
