import { sql } from 'drizzle-orm';
import type { Db } from './database.ts';

/** Well within the time after which Postgres ends a transaction that is idle. */
const BEAT_MS = 4_000;

/** One piece of work of a name at a time, among all processes of the database: the lock goes with its process, or with the connection. */
export function exclusively(db: Db): <T>(what: string, work: () => Promise<T>) => Promise<T> {
  return (what, work) =>
    db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`exclusively ${what}`}, 0))`);
      const beat = setInterval(() => void tx.execute(sql`select 1`).catch(() => undefined), BEAT_MS);
      try {
        return await work();
      } finally {
        clearInterval(beat);
      }
    });
}
