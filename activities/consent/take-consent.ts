import { isComplianceFailed } from '../../store/ledger/consent/compliance.ts';
import { readPair } from '../../store/ledger/ledger.ts';
import { NotItsOwn } from '../../store/orders/not-its-own.ts';
import { runTimingOf } from '../../store/orders/run-orders.ts';
import type { Timing } from '../../store/orders/timing.ts';
import { watchId } from '../../store/orders/workflow-ids.ts';
import type { PairKey } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { ownWorkflow } from '../own-workflow.ts';
import { routeHere } from '../run/take-run.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

export interface TakenConsent {
  timing: Timing;
  route: { databaseId: string; crmQueue: string };
}

/**
 * By what the watch over a pair's refusals goes. Null where the store knows no such pair that waits for it. Throws `NotItsOwn` for any other
 * workflow than the pair's, of which there is one at a time.
 */
export function takeConsent(deps: Deps) {
  return ({ key }: { key: PairKey }): Promise<TakenConsent | null> =>
    withHeartbeat(async () => {
      if (ownWorkflow() !== watchId(key)) throw new NotItsOwn('This pair has a watch of its own');
      const row = await readPair(deps.db, key);
      if (row === null || !(isComplianceFailed(row) || row.state === 'sent')) return null;
      const timing = await runTimingOf(deps.db, row.runId);
      return timing === null ? null : { timing, route: routeHere(deps.store.databaseId, key) };
    });
}
