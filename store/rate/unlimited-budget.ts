import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../database.ts';
import { backOff, blockedMs } from './back-off.ts';
import { type RateBudget, waitsAtOnce } from './budget.ts';
import { type Caller, registerCaller } from './budget-keys.ts';
import type { HoldHere } from './hold-here.ts';

/** How long one look at the shared wait serves all calls of this process. */
const LOOK_MS = 100;

/** A budget that counts nothing, but waits out every 429, also one that another worker was told. */
export function createUnlimitedBudget(options: { db: Db; caller: Caller; hold: HoldHere }): RateBudget {
  const { db, caller, hold } = options;
  let look: { at: number; freeAt: Promise<number> } | null = null;
  const freeAt = (): Promise<number> => {
    const at = performance.now();
    if (look !== null && at - look.at < LOOK_MS) return look.freeAt;
    const mine = { at, freeAt: blockedMs(db, caller).then((ms) => performance.now() + ms) };
    look = mine;
    mine.freeAt.catch(() => {
      if (look === mine) look = null;
    });
    return mine.freeAt;
  };
  return {
    acquire: async ({ signal, atOnce = false } = {}) => {
      for (;;) {
        const sharedMs = (await freeAt()) - performance.now();
        const waitMs = Math.max(sharedMs, hold.leftMs());
        if (waitMs <= 0) return async () => {};
        if (atOnce) throw waitsAtOnce(Math.ceil(waitMs));
        await sleep(Math.min(waitMs, 5_000), undefined, signal ? { signal } : {});
      }
    },
    reserve: async () => randomUUID(),
    release: async () => {},
    backOff: async (retryAfterMs) => {
      hold.begin(retryAfterMs);
      await backOff(db, { key: caller.key, forMs: retryAfterMs });
      // So that others of the same scope find it, who have nothing else of this token.
      await registerCaller(db, caller);
    },
    waitMs: async () => hold.leftMs() || blockedMs(db, caller),
    isTold: () => hold.leftMs() > 0,
  };
}
