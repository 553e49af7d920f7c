import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { type Db, withSession } from '../database.ts';

const ASK_EVERY_MS = 200;

/**
 * Of two starts of one key at once the second waits: it would take the first one's run, stored but not started yet, for a dead one. The
 * lock is of a connection of its own, in no transaction: a large plan is stored for longer than one may stand open.
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
