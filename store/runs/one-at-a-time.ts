import { sql } from 'drizzle-orm';
import type { Db } from '../database.ts';

/** Of two starts of one key at once the second waits: it would take the first one's run, stored but not started yet, for a dead one. */
export async function oneAtATime<T>(db: Db, key: string, work: () => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
    return work();
  });
}
