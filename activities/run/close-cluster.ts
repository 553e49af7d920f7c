import { shownReason } from '../../pages/kit/reason-words.ts';
import type { Reason } from '../../store/reasons.ts';
import { closeRunCluster } from '../../store/runs/clusters.ts';
import type { ClusterState } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { tryAudit } from './write-audit.ts';

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
      const { closed, audited } = await closeRunCluster(deps.db, { ...request, reason: shownReason(request) });
      if (audited) deps.failpoint('audit.noted');
      // One that was closed already may have been by an attempt that did not come to write its line.
      if (audited || !closed) await tryAudit(deps, request);
    });
}
