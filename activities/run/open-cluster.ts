import { reasonWords } from '../../pages/kit/reason-words.ts';
import { type TakenOnCluster, takeOnCluster } from '../../store/ledger/take-on-cluster.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

/** Takes a cluster on for its workflow. Null when it is not approved (any more) or the run has ended. */
export function openCluster(deps: Deps) {
  return (request: { runId: string; clusterId: string; token: string }): Promise<TakenOnCluster | null> =>
    withHeartbeat(() => takeOnCluster(deps.db, request, reasonWords));
}
