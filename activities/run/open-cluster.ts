import { reasonWords } from '../../pages/kit/reason-words.ts';
import { type TakenOnCluster, takeOnCluster } from '../../store/ledger/take-on-cluster.ts';
import type { Parent } from '../../store/orders/hand-out.ts';
import type { Timing } from '../../store/orders/timing.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { routeHere } from './take-run.ts';

/** A cluster, and by what its workflow goes. Runs of before have that in their workflows' input. */
export interface OpenedCluster extends Omit<TakenOnCluster, 'timing'> {
  orders?: { timing: Timing; route: { databaseId: string; crmQueue: string } };
}

/**
 * Takes a cluster on for its workflow. Null when it is not approved (any more) or the run has ended. Refused for a workflow that the run
 * did not start.
 */
export function openCluster(deps: Deps) {
  return (request: {
    runId: string;
    clusterId: string;
    token: string;
    parent?: Parent;
  }): Promise<OpenedCluster | null> =>
    withHeartbeat(async () => {
      const taken = await takeOnCluster(deps.db, request, reasonWords);
      if (taken === null) return null;
      const { timing, ...cluster } = taken;
      if (timing === null) return cluster;
      return { ...cluster, orders: { timing, route: routeHere(deps.store.databaseId, cluster) } };
    });
}
