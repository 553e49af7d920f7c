import { storeQueue } from '../config/task-queues.ts';
import type { Tx } from '../store/database.ts';
import { readIdentity } from '../store/identity/identity.ts';
import { type LiveWorker, liveWorkers } from '../store/identity/live-workers.ts';

/** Which workers that are up take the steps that touch one organization of a CRM. */
export interface WhoFits {
  /** How many do. */
  fit: number;
  /** Those that are up and do not: other people's tokens, another queue, or a CRM that has not yet said whose the token is. */
  others: Pick<LiveWorker, 'host' | 'pid' | 'organizations' | 'queue'>[];
}

export async function whoFits(
  db: Tx,
  { taskQueue, crm, org }: { taskQueue: string; crm: string; org: string },
): Promise<WhoFits> {
  const queue = storeQueue(taskQueue, (await readIdentity(db)).id);
  const up = await liveWorkers(db);
  const fits = (worker: LiveWorker): boolean =>
    worker.queue === queue && worker.organizations.some((one) => one.crm === crm && one.org === org);
  const others = up.filter((worker) => !fits(worker));
  return {
    fit: up.length - others.length,
    others: others.map(({ host, pid, organizations, queue: of }) => ({ host, pid, organizations, queue: of })),
  };
}
