import { readSchedules } from '../../store/nights/schedules.ts';
import { NotItsOwn } from '../../store/orders/not-its-own.ts';
import { writeScanOrder } from '../../store/orders/scan-orders.ts';
import type { Timing } from '../../store/orders/timing.ts';
import { scanWorkflowId } from '../../store/orders/workflow-ids.ts';
import type { Deps } from '../deps.ts';
import { routeHere } from '../run/take-run.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

export interface TakenNight {
  /** Of the scan that comes first. */
  order: string;
  crm: string;
  org: string;
  timing: Timing;
  route: { databaseId: string; crmQueue: string };
}

/** What the schedule says, whoever triggered it; null where there is none of this name any more. Throws NotItsOwn while it is paused. */
export function takeNight(deps: Deps) {
  return ({ schedule }: { schedule: string }): Promise<TakenNight | null> =>
    withHeartbeat(async () => {
      const [row] = await readSchedules(deps.db, schedule);
      if (row === undefined) return null;
      if (row.pausedAt !== null) throw new NotItsOwn('The schedule is paused');
      const { crm, org, timing, regions } = row;
      const scan = { crm, org, full: false, ...regions, timing, workflowId: scanWorkflowId(row) };
      const { id: order } = await writeScanOrder(deps.db, scan);
      return { crm, org, timing, order, route: routeHere(deps.store.databaseId, row) };
    });
}
