import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { RateLimit } from '../../config/rate-limit.ts';
import type { Db } from '../database.ts';
import { backOff, blockedMs } from './back-off.ts';
import { type RateBudget, waitsAtOnce } from './budget.ts';
import { type Caller, registerCaller } from './budget-keys.ts';
import type { HoldHere } from './hold-here.ts';
import { oneByOne } from './one-by-one.ts';
import { endSaving } from './saved-calls.ts';
import { spendReserved, type TakeCalls, type Taken, takeCalls } from './take-calls.ts';

/** However long a wait is: who waits looks again so often. */
const LONGEST_SLEEP_MS = 5_000;

/** The budget in Postgres: no call leaves before it is counted, and none while everybody is to wait, reserved or not. */
export function createCountedBudget(options: {
  db: Db;
  caller: Caller;
  limit: NonNullable<RateLimit>;
  hold: HoldHere;
}): RateBudget {
  const { db, caller, limit, hold } = options;
  const turn = oneByOne();
  let registered: Promise<void> | null = null;
  const register = (): Promise<void> => {
    registered ??= registerCaller(db, caller).catch((error) => {
      registered = null;
      throw error;
    });
    return registered;
  };
  const waitMs = async (): Promise<number> => hold.leftMs() || blockedMs(db, caller);

  /** Who has to wait joins no queue for the budget's row. */
  const takeNew = async (wanted: Omit<TakeCalls, 'caller' | 'limit'>): Promise<Taken> => {
    const before = await waitMs();
    return before > 0 ? { waitMs: before } : turn(() => takeCalls(db, { caller, limit, ...wanted }));
  };
  /** What was taken while this process was told to wait does not leave. */
  const unlessTold = async (taken: Taken): Promise<Taken> => {
    const since = hold.leftMs();
    if (since === 0 || !('id' in taken) || taken.id === null) return taken;
    await db.execute(sql`delete from rate_calls where id = ${taken.id}`);
    return { waitMs: since };
  };
  const untilTaken = async (
    take: (waitedMs: number) => Promise<Taken>,
    { signal, atOnce = false }: { signal?: AbortSignal; atOnce?: boolean },
  ): Promise<number | null> => {
    const asked = performance.now();
    await register();
    for (;;) {
      const taken = await take(performance.now() - asked);
      if ('id' in taken) return taken.id;
      if (atOnce) throw waitsAtOnce(taken.waitMs);
      await sleep(Math.min(taken.waitMs, LONGEST_SLEEP_MS), undefined, signal ? { signal } : {});
    }
  };
  return {
    acquire: async ({ reservation, ...how } = {}) => {
      const id = await untilTaken(async (waitedMs) => {
        const reserved = reservation === undefined ? null : await spendReserved(db, { caller, reservation });
        return unlessTold(reserved ?? (await takeNew({ calls: 1, reservation: null, waitedMs })));
      }, how);
      return async () => {
        if (id !== null)
          await db.execute(sql`update rate_calls set at = clock_timestamp(), expires_at = null where id = ${id}`);
      };
    },
    reserve: async (calls, { signal, behind = false } = {}) => {
      const reservation = randomUUID();
      try {
        await untilTaken((waitedMs) => takeNew({ calls, reservation, behind, waitedMs }), signal ? { signal } : {});
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
    backOff: async (retryAfterMs) => {
      hold.begin(retryAfterMs);
      await backOff(db, { key: caller.key, forMs: retryAfterMs });
    },
    waitMs,
    isTold: () => hold.leftMs() > 0,
  };
}
