import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import type { RateLimit } from '../../config/rate-limit.ts';
import type { Db } from '../database.ts';
import { backOff, blockedMs } from './back-off.ts';
import type { RateBudget } from './budget.ts';
import {
  budgetKeys,
  type Caller,
  callerOf,
  lockBudget,
  nameUser,
  registerCaller,
  rememberOrganization,
} from './budget-keys.ts';
import { endSaving, saveCalls, savedMs } from './saved-calls.ts';
import { createUnlimitedBudget } from './unlimited-budget.ts';

/** Longer than any call may take: a call or a reservation whose owner died counts so long. */
const FORGOTTEN_MS = 90_000;
/**
 * A reservation that fits within this share of a window has the calls that become free until then. Without it, single calls
 * would take each of them, and reservations would get theirs only when nobody else wants any; with a whole window, too many
 * would lie idle while they are gathered. The share grows by as much with every window that the reservation has waited: where
 * calls are spread evenly, or this process is slow, none would ever fit within the first.
 */
const SAVED_SHARE = 0.2;
/** Between two looks at a budget that calls under way keep full. */
const LEAST_WAIT_MS = 20;

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
  const caller = callerOf({ token, scope });
  const identified = async (user: string, org?: string): Promise<void> => {
    await registerCaller(db, caller);
    await nameUser(db, caller, user);
    if (org !== undefined) await rememberOrganization(db, caller, org);
  };
  const budget = limit === null ? createUnlimitedBudget({ db, caller }) : createCountedBudget({ db, caller, limit });
  return { ...budget, identified };
}

type Limit = NonNullable<RateLimit>;

function createCountedBudget({ db, caller, limit }: { db: Db; caller: Caller; limit: Limit }): RateBudget {
  let registered: Promise<void> | null = null;
  const register = (): Promise<void> => {
    registered ??= registerCaller(db, caller).catch((error) => {
      registered = null;
      throw error;
    });
    return registered;
  };
  const take = async (calls: number, reservation: string | null, signal?: AbortSignal): Promise<number | null> => {
    const asked = performance.now();
    await register();
    for (;;) {
      const waitedMs = performance.now() - asked;
      const taken = await tryTake(db, { caller, limit, calls, reservation, waitedMs });
      if ('id' in taken) return taken.id;
      await sleep(Math.min(taken.waitMs, 5_000), undefined, signal ? { signal } : {});
    }
  };
  return {
    acquire: async ({ signal, reservation } = {}) => {
      const reserved = reservation === undefined ? null : await spendReserved(db, reservation);
      const id = reserved ?? (await take(1, null, signal));
      return async () => {
        if (id !== null)
          await db.execute(sql`update rate_calls set at = clock_timestamp(), expires_at = null where id = ${id}`);
      };
    },
    reserve: async (calls, { signal } = {}) => {
      const reservation = randomUUID();
      try {
        await take(calls, reservation, signal);
      } catch (error) {
        // Without it, others wait a few seconds longer than they need to.
        await endSaving(db, reservation).catch(() => {});
        throw error;
      }
      return reservation;
    },
    release: async (reservation) => {
      await db.execute(sql`delete from rate_calls where reservation = ${reservation}`);
    },
    backOff: async (retryAfterMs) => backOff(db, { key: (await budgetKeys(db, caller)).own, forMs: retryAfterMs }),
  };
}

/** Takes the calls, and says the id of the last; or takes nothing, and says how long to wait before asking again. */
async function tryTake(
  db: Db,
  options: { caller: Caller; limit: Limit; calls: number; reservation: string | null; waitedMs: number },
): Promise<{ id: number | null } | { waitMs: number }> {
  const { caller, limit, calls, reservation, waitedMs } = options;
  return db.transaction(async (tx) => {
    const { own: key, counted, waited } = await lockBudget(tx, caller);
    const waitMs = (await blockedMs(tx, waited)) || (await savedMs(tx, { keys: counted, reservation }));
    if (waitMs > 0) return { waitMs: Math.max(LEAST_WAIT_MS, waitMs) };
    await tx.execute(sql`delete from rate_calls where key = ${key} and not ${counts(limit.windowMs)}`);
    const wanted = Math.min(calls, limit.calls);
    const [row] = await tx.execute<{ used: number; wait: number | null }>(sql`
      with held as (${heldCalls(counted, limit.windowMs)})
      select (select count(*)::int from held) as used,
        (select (extract(epoch from frees_at - clock_timestamp()) * 1000)::float8 from held order by frees_at
          offset greatest(0, (select count(*) from held) + ${wanted} - ${limit.calls} - 1) limit 1) as wait`);
    if (row !== undefined && row.used + wanted > limit.calls) {
      const fitsInMs = Math.max(LEAST_WAIT_MS, Math.ceil(row.wait ?? 0));
      if (reservation === null) return { waitMs: fitsInMs };
      const ahead = Math.min(limit.windowMs, SAVED_SHARE * (limit.windowMs + waitedMs));
      if (fitsInMs > ahead) return { waitMs: fitsInMs - ahead };
      await saveCalls(tx, { key, reservation, forMs: fitsInMs });
      return { waitMs: fitsInMs };
    }
    if (reservation !== null) await endSaving(tx, reservation);
    const [taken] = await tx.execute<{ id: number }>(sql`
      with taken as (
        insert into rate_calls (key, reservation, expires_at)
        select ${key}, ${reservation}::uuid, clock_timestamp() + ${FORGOTTEN_MS} * interval '1 millisecond'
        from generate_series(1, ${wanted}) returning id)
      select max(id)::float8 as id from taken`);
    return { id: taken?.id ?? null };
  });
}

/** A call or a reservation that the budget still counts. */
function counts(windowMs: number): SQL {
  return sql`(coalesce(expires_at, at + ${windowMs} * interval '1 millisecond') > clock_timestamp())`;
}

/** The calls that a budget counts now. One under way is answered soon: it is taken to be free a window after its departure. */
export function heldCalls(keys: string[], windowMs: number): SQL {
  return sql`select reservation is not null as is_reserved,
      case when reservation is not null then expires_at else at + ${windowMs} * interval '1 millisecond' end as frees_at
    from rate_calls where key in ${keys} and ${counts(windowMs)}`;
}

/** A call under way belongs to no reservation any more: its release does not give it back. */
async function spendReserved(db: Db, reservation: string): Promise<number | null> {
  const [row] = await db.execute<{ id: number }>(sql`
    update rate_calls set at = clock_timestamp(), reservation = null,
      expires_at = clock_timestamp() + ${FORGOTTEN_MS} * interval '1 millisecond'
    where id = (select id from rate_calls where reservation = ${reservation} and expires_at > clock_timestamp() limit 1 for update skip locked)
    returning id::float8 as id`);
  return row?.id ?? null;
}
