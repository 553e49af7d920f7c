import { activityInfo } from '@temporalio/activity';
import { noteWait } from '../../store/nights/write-notices.ts';
import { handOut } from '../../store/orders/hand-out.ts';
import { clustersByState, markCanary, type NextCluster, nextClusters as next } from '../../store/runs/clusters.ts';
import type { ClusterState } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

export interface ClusterPage {
  clusters: string[];
  /** Who is merged in each of them, for the title of its workflow; null where that is too long for one. Absent in answers of before. */
  titles?: (string | null)[];
  counts: Partial<Record<ClusterState, number>>;
}

/**
 * Hands the next approved clusters out to the run that asks, at most `limit`, and says how many clusters stand where. Where none is left, and
 * some are undecided, it waits for a person, which is noted.
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
      const page = await next(deps.db, request);
      const clusters = page.map(({ cluster }) => cluster);
      const { workflowId = '', runId: execution = '' } = activityInfo().workflowExecution ?? {};
      await handOut(deps.db, { runId: request.runId, clusters, workflowId, execution });
      if (request.canary) await markCanary(deps.db, { runId: request.runId, clusters });
      const counts = await clustersByState(deps.db, request.runId);
      const undecided = (counts.undecided ?? 0) + (counts.drifted ?? 0);
      if (clusters.length === 0 && undecided > 0 && !request.finishing)
        await noteWait(deps.db, { runId: request.runId, undecided });
      return { clusters, titles: page.map(titleOf), counts };
    });
}

/** In bytes. Temporal refuses the whole step for a summary of more than 400; the cluster's id, and what a codec adds, come on top. */
const LONGEST_TITLE = 120;

/** `2, 3 into 1`, each an id of a contact, or as much of it as has room; null where nothing has. */
export function titleOf({ primary, duplicates }: Pick<NextCluster, 'primary' | 'duplicates'>): string | null {
  const [first, ...others] = duplicates;
  const titles = [duplicates.join(', '), `${first} and ${others.length} more`].map((who) => `${who} into ${primary}`);
  return titles.find((title) => Buffer.byteLength(title) <= LONGEST_TITLE) ?? null;
}
