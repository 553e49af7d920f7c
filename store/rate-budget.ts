import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { RateLimit } from '../config/rate-limit.ts';
import type { CallBudget } from '../crm/budget.ts';
import type { Db } from './database.ts';

/** A CRM counts arrivals, we count departures: the window is this much longer, so that jitter cannot squeeze one call too many into it. */
export const WINDOW_MARGIN = 1.01;
const RESERVATION_MS = 90_000;

export interface RateBudget extends CallBudget {
  /** Sets `calls` calls aside, waiting until they fit. They age out after 90 s when their owner dies. */
  reserve(calls: number, options?: { signal?: AbortSignal }): Promise<string>;
  /** Gives back what is left of a reservation. */
  release(reservation: string): Promise<void>;
}

/** The budget of one token, shared by all workers and runs through Postgres. `limit` null counts nothing but honours 429. */
export function createRateBudget(options: { db: Db; token: string; limit: RateLimit }): RateBudget {
  const { db, limit } = options;
  const key = budgetKey(options.token);
  const take = async (calls: number, reservation: string | null, signal?: AbortSignal): Promise<void> => {
    for (;;) {
      const waitMs = await tryTake(db, { key, limit, calls, reservation });
      if (waitMs <= 0) return;
      await sleep(Math.min(waitMs, 5_000), undefined, signal ? { signal } : {});
    }
  };
  return {
    acquire: async ({ signal, reservation } = {}) => {
      if (reservation !== undefined && (await spendReserved(db, reservation))) return;
      await take(1, null, signal);
    },
    reserve: async (calls, { signal } = {}) => {
      const reservation = randomUUID();
      if (limit !== null) await take(calls, reservation, signal);
      return reservation;
    },
    release: async (reservation) => {
      if (limit !== null)
        await db.execute(sql`delete from rate_calls where reservation = ${reservation} and expires_at is not null`);
    },
    backOff: async (retryAfterMs) => {
      await db.execute(sql`insert into rate_budgets (key, blocked_until)
        values (${key}, clock_timestamp() + ${retryAfterMs} * interval '1 millisecond')
        on conflict (key) do update set blocked_until = greatest(rate_budgets.blocked_until, excluded.blocked_until)`);
    },
  };
}

/** What the budget of a token is kept under: never the token itself. */
export function budgetKey(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 32);
}

/** Takes the calls and returns 0, or takes nothing and returns how many milliseconds to wait before asking again. */
async function tryTake(
  db: Db,
  options: { key: string; limit: RateLimit; calls: number; reservation: string | null },
): Promise<number> {
  const { key, limit, calls, reservation } = options;
  if (limit === null) return blockedMs(db, key);
  const windowMs = limit.windowMs * WINDOW_MARGIN;
  return db.transaction(async (tx) => {
    await tx.execute(sql`insert into rate_budgets (key) values (${key}) on conflict do nothing`);
    await tx.execute(sql`select 1 from rate_budgets where key = ${key} for update`);
    const blocked = await blockedMs(tx, key);
    if (blocked > 0) return blocked;
    await tx.execute(sql`delete from rate_calls where key = ${key} and
      (expires_at <= clock_timestamp() or (expires_at is null and at <= clock_timestamp() - ${windowMs} * interval '1 millisecond'))`);
    const wanted = Math.min(calls, limit.calls);
    const [row] = await tx.execute<{ used: number; wait: number | null }>(sql`
      with held as (
        select coalesce(expires_at, at + ${windowMs} * interval '1 millisecond') as frees_at from rate_calls where key = ${key})
      select (select count(*)::int from held) as used,
        (select (extract(epoch from frees_at - clock_timestamp()) * 1000)::float8 from held order by frees_at
          offset greatest(0, (select count(*) from held) + ${wanted} - ${limit.calls} - 1) limit 1) as wait`);
    if (row === undefined) return 0;
    if (row.used + wanted > limit.calls) return Math.max(1, Math.ceil(row.wait ?? 1));
    await tx.execute(sql`insert into rate_calls (key, reservation, expires_at)
      select ${key}, ${reservation}::uuid,
        case when ${reservation}::uuid is null then null else clock_timestamp() + ${RESERVATION_MS} * interval '1 millisecond' end
      from generate_series(1, ${wanted})`);
    return 0;
  });
}

async function blockedMs(db: Pick<Db, 'execute'>, key: string): Promise<number> {
  const [row] = await db.execute<{ wait: number }>(sql`
    select (extract(epoch from blocked_until - clock_timestamp()) * 1000)::float8 as wait
    from rate_budgets where key = ${key} and blocked_until > clock_timestamp()`);
  return row === undefined ? 0 : Math.max(1, Math.ceil(row.wait));
}

async function spendReserved(db: Db, reservation: string): Promise<boolean> {
  const rows = await db.execute(sql`
    update rate_calls set at = clock_timestamp(), expires_at = null
    where id = (select id from rate_calls where reservation = ${reservation} and expires_at > clock_timestamp() limit 1 for update skip locked)
    returning id`);
  return rows.length > 0;
}
