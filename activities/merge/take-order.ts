import { activityInfo } from '@temporalio/activity';
import { type ResolveOrder, takeOrder as take } from '../../store/orders/resolve-orders.ts';
import type { Deps } from '../deps.ts';
import { routeHere } from '../run/take-run.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

/** A person's word, and where the steps go that carry it out. */
export interface TakenOrder extends ResolveOrder {
  route: { databaseId: string; crmQueue: string };
}

/** Takes a person's word from the store. A workflow that it was not written for is refused before it has read or written anything. */
export function takeOrder(deps: Deps) {
  return ({ order, first }: { order: string; first: string }): Promise<TakenOrder> =>
    withHeartbeat(async () => {
      const workflowId = activityInfo().workflowExecution?.workflowId ?? '';
      const taken = await take(deps.db, { id: order, asker: { workflowId, first } });
      return { ...taken, route: routeHere(deps.store.databaseId, taken.key) };
    });
}
