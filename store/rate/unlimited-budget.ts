import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../database.ts';
import { backOff, blockedMs } from './back-off.ts';
import type { RateBudget } from './budget.ts';
import { budgetKeys, type Caller } from './budget-keys.ts';

/** How long one look at the shared wait serves all calls of this process. */
const LOOK_MS = 100;

/** A budget that counts nothing, but waits out every 429, also one that another worker was told. */
export function createUnlimitedBudget({ db, caller }: { db: Db; caller: Caller }): RateBudget {
  const waitMs = async (): Promise<number> => blockedMs(db, (await budgetKeys(db, caller)).waited);
  let look: { at: number; freeAt: Promise<number> } | null = null;
  const freeAt = (): Promise<number> => {
    const at = performance.now();
    if (look !== null && at - look.at < LOOK_MS) return look.freeAt;
    const mine = { at, freeAt: waitMs().then((ms) => performance.now() + ms) };
    look = mine;
    mine.freeAt.catch(() => {
      if (look === mine) look = null;
    });
    return mine.freeAt;
  };
  return {
    acquire: async ({ signal } = {}) => {
      for (;;) {
        const waitMs = (await freeAt()) - performance.now();
        if (waitMs <= 0) return async () => {};
        await sleep(Math.min(waitMs, 5_000), undefined, signal ? { signal } : {});
      }
    },
    reserve: async () => randomUUID(),
    release: async () => {},
    backOff: async (retryAfterMs) => {
      await backOff(db, { key: (await budgetKeys(db, caller)).own, forMs: retryAfterMs });
      look = null;
    },
  };
}
