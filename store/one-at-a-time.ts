import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { type Db, withSession } from './database.ts';

const ASK_EVERY_MS = 200;

/**
 * One piece of work of a key at a time, among all processes of the database: the second waits. The lock is of a connection of its own, with
 * which it goes, and in no transaction: the work may take longer than one may stand open.
 */
export async function oneAtATime<T>(db: Db, key: string, work: () => Promise<T>): Promise<T> {
  const lock = sql`hashtextextended(${key}, 0)`;
  return withSession(db, async (session) => {
    for (;;) {
      const [row] = await session.execute<{ taken: boolean }>(sql`select pg_try_advisory_lock(${lock}) as taken`);
      if (row?.taken) break;
      await sleep(ASK_EVERY_MS);
    }
    try {
      return await work();
    } finally {
      await session.execute(sql`select pg_advisory_unlock(${lock})`);
    }
  });
}
