import type { RateLimit } from '../../config/rate-limit.ts';
import type { Db } from '../database.ts';
import type { RateBudget } from './budget.ts';
import { callerOf, nameUser, registerCaller, rememberOrganization } from './budget-keys.ts';
import { createCountedBudget } from './counted-budget.ts';
import { createHoldHere } from './hold-here.ts';
import { createUnlimitedBudget } from './unlimited-budget.ts';

/**
 * The budget of the user whose token it is, shared by all workers and runs through Postgres; of the token alone until somebody
 * has asked the CRM whose it is (`identified`). `limit` null counts nothing but honours 429. A call
 * counts from its departure until a window after its answer: whenever the CRM counted it, no window of its own holds too many.
 */
export function createRateBudget(options: {
  db: Db;
  token: string;
  limit: RateLimit;
  /** Which CRM, and where; null counts this token alone, whoever its user is. @default null */
  scope?: string | null;
}): RateBudget {
  const { db, limit, token, scope = null } = options;
  const parts = { db, caller: callerOf({ token, scope }), hold: createHoldHere() };
  const identified = async (user: string, org?: string): Promise<void> => {
    await registerCaller(db, parts.caller);
    await nameUser(db, parts.caller, user);
    if (org !== undefined) await rememberOrganization(db, parts.caller, org);
  };
  const budget = limit === null ? createUnlimitedBudget(parts) : createCountedBudget({ ...parts, limit });
  return { ...budget, identified };
}
