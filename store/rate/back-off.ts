import { sql } from 'drizzle-orm';
import type { Db } from '../database.ts';

/** How many milliseconds nobody may call with these keys, because the CRM said 429 to somebody; 0 when all may. */
export async function blockedMs(db: Pick<Db, 'execute'>, keys: string[]): Promise<number> {
  const [row] = await db.execute<{ wait: number | null }>(sql`
    select (extract(epoch from max(blocked_until) - clock_timestamp()) * 1000)::float8 as wait
    from rate_budgets where key in ${keys} and blocked_until > clock_timestamp()`);
  return row?.wait == null ? 0 : Math.max(1, Math.ceil(row.wait));
}

/** Tells every worker to wait. A longer wait that stands already is kept. */
export async function backOff(db: Pick<Db, 'execute'>, { key, forMs }: { key: string; forMs: number }): Promise<void> {
  await db.execute(sql`insert into rate_budgets (key, blocked_until)
    values (${key}, clock_timestamp() + ${forMs} * interval '1 millisecond')
    on conflict (key) do update set blocked_until = greatest(rate_budgets.blocked_until, excluded.blocked_until)`);
}
