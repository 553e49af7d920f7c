import { shownReason } from '../../pages/kit/reason-words.ts';
import type { Reason } from '../../store/reasons.ts';
import { closeRunCluster } from '../../store/runs/clusters.ts';
import type { ClusterState } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

/** Writes how a cluster ended in this run. With a token, only while its workflow still owns it. */
export function closeCluster(deps: Deps) {
  return (request: {
    runId: string;
    clusterId: string;
    token: string | null;
    state: ClusterState;
    reason: string | null;
    why?: Reason | undefined;
    /** It went back to review, and is none of the canary any more. */
    undecided?: true;
  }): Promise<void> =>
    withHeartbeat(async () => {
      await closeRunCluster(deps.db, { ...request, reason: shownReason(request) });
    });
}
