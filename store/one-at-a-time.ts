import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { type Db, withSession } from './database.ts';

const ASK_EVERY_MS = 200;

/**
 * One piece of work of a key at a time, among all processes of the database: the second waits. The lock is of a connection of its own, with
 * which it goes, and in no transaction: the work may take longer than one may stand open.
 */
export async function oneAtATime<T>(db: Db, key: string, work: () => Promise<T>): Promise<T> {
  const done = await unlessTaken(db, { key, patienceMs: Number.POSITIVE_INFINITY }, work);
  if (done === null) throw new Error(`'${key}' was waited for without end`);
  return done.result;
}

/**
 * The same, but null, and nothing is done, where somebody else has the key for longer than `patienceMs`. Those that share it only keep away those
 * that do not, and the other way round.
 */
export async function unlessTaken<T>(
  db: Db,
  { key, patienceMs, shared = false }: { key: string; patienceMs: number; shared?: boolean },
  work: () => Promise<T>,
): Promise<{ result: T } | null> {
  const lock = sql`hashtextextended(${key}, 0)`;
  const take = shared ? sql`pg_try_advisory_lock_shared(${lock})` : sql`pg_try_advisory_lock(${lock})`;
  const letGo = shared ? sql`pg_advisory_unlock_shared(${lock})` : sql`pg_advisory_unlock(${lock})`;
  const until = performance.now() + patienceMs;
  return withSession(db, async (session) => {
    for (;;) {
      const [row] = await session.execute<{ taken: boolean }>(sql`select ${take} as taken`);
      if (row?.taken) break;
      if (performance.now() > until) return null;
      await sleep(ASK_EVERY_MS);
    }
    try {
      return { result: await work() };
    } finally {
      // The work may take a night: a connection that was lost meanwhile has let go of it already.
      await session.execute(sql`select ${letGo}`).catch(() => undefined);
    }
  });
}
