import { sql } from 'drizzle-orm';
import type { Db } from '../database.ts';

/** Of two starts at once the second waits: it would take the first one's run, stored but not started yet, for a dead one. */
export async function oneAtATime<T>(db: Db, workflowId: string, work: () => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${workflowId}, 0))`);
    return work();
  });
}
