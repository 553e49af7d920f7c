import { sql } from 'drizzle-orm';
import type { Db } from '../database.ts';

/** How many milliseconds nobody may call with this token, because the CRM said 429 to somebody; 0 when all may. */
export async function blockedMs(db: Pick<Db, 'execute'>, key: string): Promise<number> {
  const [row] = await db.execute<{ wait: number }>(sql`
    select (extract(epoch from blocked_until - clock_timestamp()) * 1000)::float8 as wait
    from rate_budgets where key = ${key} and blocked_until > clock_timestamp()`);
  return row === undefined ? 0 : Math.max(1, Math.ceil(row.wait));
}

/** Tells every worker to wait. A longer wait that stands already is kept. */
export async function block(db: Pick<Db, 'execute'>, { key, forMs }: { key: string; forMs: number }): Promise<void> {
  await db.execute(sql`insert into rate_budgets (key, blocked_until)
    values (${key}, clock_timestamp() + ${forMs} * interval '1 millisecond')
    on conflict (key) do update set blocked_until = greatest(rate_budgets.blocked_until, excluded.blocked_until)`);
}
