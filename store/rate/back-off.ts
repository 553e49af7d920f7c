import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import type { Caller } from './budget-keys.ts';

/** How many milliseconds this caller may not call, because the CRM said 429 to it or to one that may be the same user; 0 when it may. */
export async function blockedMs(db: Pick<Db, 'execute'>, caller: Caller): Promise<number> {
  const [row] = await db.execute<{ wait: number | null }>(sql`
    with waits as (${waitsOf(caller)}) select ${waitInMs} as wait from waits`);
  return inWholeMs(row?.wait);
}

/** The waits that stand: one row with `until`, null where there is none. */
export function waitsOf(caller: Caller): SQL {
  return sql`select max(until) as until from rate_waits
    where until > clock_timestamp() and key in (${waitedKeys(caller)})`;
}

export const waitInMs = sql`(extract(epoch from until - clock_timestamp()) * 1000)::float8`;

export function inWholeMs(wait: number | null | undefined): number {
  return wait == null ? 0 : Math.max(1, Math.ceil(wait));
}

/**
 * Tells every worker to wait. A longer wait that stands already is kept. Its row is nobody's but those that say so: whoever takes
 * calls holds the budget's, and would let this wait behind all that it is to stop.
 */
export async function backOff(db: Pick<Db, 'execute'>, { key, forMs }: { key: string; forMs: number }): Promise<void> {
  await db.execute(sql`insert into rate_waits (key, until)
    values (${key}, clock_timestamp() + ${forMs} * interval '1 millisecond')
    on conflict (key) do update set until = greatest(rate_waits.until, excluded.until)`);
}

/** The caller's own key, those of the same user, and while nobody knows whose one of two is, those of the same scope. */
function waitedKeys({ key, scope }: Caller): SQL {
  return sql`select ${key}::text union
    select other.key from rate_budgets other left join rate_budgets own on own.key = ${key}
    where other.owner = own.owner or (other.scope = ${scope} and (other.owner is null or own.owner is null))`;
}
