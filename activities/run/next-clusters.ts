import { activityInfo } from '@temporalio/activity';
import { noteWait } from '../../store/nights/write-notices.ts';
import { handOut } from '../../store/orders/hand-out.ts';
import { clustersByState, markCanary, nextClusters as next } from '../../store/runs/clusters.ts';
import type { ClusterState } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

export interface ClusterPage {
  clusters: string[];
  counts: Partial<Record<ClusterState, number>>;
}

/**
 * Hands the next approved clusters out to the run that asks, at most `limit`, and says how many clusters stand where. Where none is left, and
 * some are undecided,
 * it waits for a person, which is noted.
 */
export function nextClusters(deps: Deps) {
  return (request: {
    runId: string;
    limit: number;
    canary: boolean;
    /** It ends with what is approved and waits for nobody. Absent in requests of before. */
    finishing?: boolean;
  }): Promise<ClusterPage> =>
    withHeartbeat(async () => {
      const clusters = await next(deps.db, request);
      const { workflowId = '', runId: execution = '' } = activityInfo().workflowExecution ?? {};
      await handOut(deps.db, { runId: request.runId, clusters, workflowId, execution });
      if (request.canary) await markCanary(deps.db, { runId: request.runId, clusters });
      const counts = await clustersByState(deps.db, request.runId);
      const undecided = (counts.undecided ?? 0) + (counts.drifted ?? 0);
      if (clusters.length === 0 && undecided > 0 && !request.finishing)
        await noteWait(deps.db, { runId: request.runId, undecided });
      return { clusters, counts };
    });
}
