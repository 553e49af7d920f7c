import { crmQueue, storeQueue } from '../config/task-queues.ts';
import type { Tx } from '../store/database.ts';
import { requireIdentity } from '../store/identity/identity.ts';
import type { Route } from '../workflows/route.ts';

/** The queue that a workflow of this database is started on, and where its steps go. Throws OtherHome. */
export async function routeOf(
  db: Tx,
  { taskQueue, ...whose }: { taskQueue: string; crm: string; org: string },
): Promise<{ queue: string; route: Route }> {
  const { id: databaseId } = await requireIdentity(db);
  const queue = storeQueue(taskQueue, databaseId);
  return { queue, route: { databaseId, crmQueue: crmQueue(queue, whose) } };
}
