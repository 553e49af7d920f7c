import { takeScanOrder } from '../../store/orders/scan-orders.ts';
import type { Timing } from '../../store/orders/timing.ts';
import type { Whose } from '../crm-access.ts';
import type { Deps } from '../deps.ts';
import { ownWorkflow } from '../own-workflow.ts';
import { routeHere } from '../run/take-run.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

/** Whose contacts a scan reads, and where its steps go. How it reads them stays in the store. */
export interface ScanTaken extends Whose {
  timing: Timing;
  route: { databaseId: string; crmQueue: string };
}

/** Lets a scan's own workflow begin or go on. Any other is refused before it has read or written anything. */
export function takeScan(deps: Deps) {
  return ({ order, first }: { order: string; first: string }): Promise<ScanTaken> =>
    withHeartbeat(async () => {
      const workflowId = ownWorkflow();
      const { crm, org, timing } = await takeScanOrder(deps.db, { id: order, asker: { workflowId, first } });
      return { crm, org, timing, route: routeHere(deps.store.databaseId, { crm, org }) };
    });
}
