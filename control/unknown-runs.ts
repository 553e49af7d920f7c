import type { Client } from '@temporalio/client';
import type { Config } from '../config/env.ts';
import { storeQueue } from '../config/task-queues.ts';
import type { Db } from '../store/database.ts';
import { unknownRuns as notInStore } from '../store/identity/forgotten-runs.ts';
import { readIdentity } from '../store/identity/identity.ts';
import { type OpenRun, openRuns } from '../temporal/open-runs.ts';

export interface FindUnknownRuns {
  db: Db;
  client: () => Promise<Client>;
  config: Pick<Config, 'taskQueue'>;
}

/** Runs of this database that Temporal has open and the store does not know: an older copy was put back, and nobody has accepted it. */
export async function unknownRuns(request: FindUnknownRuns): Promise<OpenRun[]> {
  const open = await openHere(request);
  const unknown = await notInStore(
    request.db,
    open.map(({ runId }) => runId),
  );
  return open.filter(({ runId }) => unknown.includes(runId));
}

/** Cancels the workflow of a run that the store does not know. False where Temporal does not know it either. */
export async function cancelUnknown(request: FindUnknownRuns, runId: string): Promise<boolean> {
  const found = (await openHere(request)).find((run) => run.runId === runId);
  if (found !== undefined) await (await request.client()).workflow.getHandle(found.workflowId).cancel();
  return found !== undefined;
}

/** What Temporal has open on the queue of this database. */
async function openHere({ db, client, config }: FindUnknownRuns): Promise<OpenRun[]> {
  const { id } = await readIdentity(db);
  return openRuns({ client: await client(), queue: storeQueue(config.taskQueue, id) });
}
