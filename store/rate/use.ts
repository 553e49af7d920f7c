import { sql } from 'drizzle-orm';
import type { RateLimit } from '../../config/rate-limit.ts';
import type { Tx } from '../database.ts';
import { waitsOf } from './back-off.ts';
import { budgetKeys, callerOf } from './budget-keys.ts';
import { heldCalls } from './take-calls.ts';

/** How much of the budget of a token's user is used at this moment, by all workers and runs. */
export interface RateUse {
  limit: RateLimit;
  /** Calls made within the window. */
  made: number;
  /** Calls set aside for merges about to be sent. */
  reserved: number;
  /** Null while another call fits; else when the next one does. */
  fullUntil: string | null;
  /** Until when nobody calls, because the CRM said 429. */
  blockedUntil: string | null;
}

/** Reads the budget without taking anything of it. */
export async function readRateUse(
  db: Tx,
  options: { token: string; limit: RateLimit; scope?: string | null },
): Promise<RateUse> {
  const { token, limit, scope = null } = options;
  const caller = callerOf({ token, scope });
  const { counted } = await budgetKeys(db, caller);
  const [row] = await db.execute<{ made: number; reserved: number; frees: Date | null; blocked: Date | null }>(sql`
    with held as (${heldCalls(counted, limit?.windowMs ?? 0)})
    select count(*) filter (where not is_reserved)::int as made, count(*) filter (where is_reserved)::int as reserved,
      min(frees_at) as frees, (${waitsOf(caller)}) as blocked
    from held`);
  const { made = 0, reserved = 0, frees = null, blocked = null } = row ?? {};
  const isFull = limit !== null && made + reserved >= limit.calls;
  return { limit, made, reserved, fullUntil: isFull ? iso(frees) : null, blockedUntil: iso(blocked) };
}

function iso(time: Date | string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
