import { Client, type ConnectionLike } from '@temporalio/client';
import type { Db } from '../store/database.ts';
import { unknownRuns } from '../store/identity/forgotten-runs.ts';
import { OlderStore } from '../store/identity/older-store.ts';
import { openRuns } from '../temporal/open-runs.ts';

/** Before a step is taken: no run goes on in Temporal that the store does not know. Throws OlderStore. */
export async function refuseOlderStore(options: {
  connection: ConnectionLike;
  namespace: string;
  db: Db;
  queue: string;
}): Promise<void> {
  const { connection, namespace, db, queue } = options;
  const open = await openRuns({ client: new Client({ connection, namespace }), queue });
  const unknown = await unknownRuns(
    db,
    open.map(({ runId }) => runId),
  );
  if (unknown.length > 0) throw new OlderStore(unknown);
}
