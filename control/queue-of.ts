import { storeQueue } from '../config/task-queues.ts';
import type { Tx } from '../store/database.ts';
import { requireIdentity } from '../store/identity/identity.ts';

/** The queue that a workflow of this database is started on. Throws OtherHome. */
export async function queueOf(db: Tx, taskQueue: string): Promise<string> {
  const { id } = await requireIdentity(db);
  return storeQueue(taskQueue, id);
}
