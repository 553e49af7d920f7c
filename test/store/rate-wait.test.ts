import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Database, type Db, openDatabase } from '../../store/database.ts';
import type { RateBudget } from '../../store/rate/budget.ts';
import { callerOf, registerCaller } from '../../store/rate/budget-keys.ts';
import { createRateBudget } from '../../store/rate/postgres-budget.ts';
import { createStore } from '../support/database.ts';
import { until } from '../support/outcome.ts';
import { patience } from '../support/patience.ts';

const LIMIT = { calls: 60, windowMs: 4_000 };

/** Of two workers. */
let databases: [Database, Database];

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  databases = [openDatabase({ url, max: 4 }), openDatabase({ url, max: 4 })];
});

afterAll(async () => {
  for (const database of databases) await database.close();
});

function budgets(token: string, limit: typeof LIMIT | null = LIMIT): [RateBudget, RateBudget] {
  const [{ db: one }, { db: other }] = databases;
  return [createRateBudget({ db: one, token, limit }), createRateBudget({ db: other, token, limit })];
}

test.for([
  ['counted', LIMIT],
  ['unlimited', null],
] as const)(
  'A reserved call waits as every other while everybody is to (%s), and says so where it may not wait',
  async ([name, limit]) => {
    const [here, there] = budgets(`reserved ${name}`, limit);
    const reservations = [await here.reserve(6), await there.reserve(6)] as const;
    await here.backOff(600_000);
    for (const [budget, reservation] of [
      [here, reservations[0]],
      [there, reservations[1]],
    ] as const) {
      const signal = AbortSignal.timeout(150);
      const waited = await budget.acquire({ reservation, signal }).catch((error: unknown) => error);
      expect(waited).toMatchObject({ name: 'AbortError' });
      const atOnce = await budget.acquire({ reservation, atOnce: true }).catch((error: unknown) => error);
      expect(atOnce).toMatchObject({ kind: 'rate-limited', retryAfterMs: expect.any(Number) });
      expect(await budget.waitMs()).toBeGreaterThan(0);
    }
  },
);

test('What was reserved before the wait is there after it', async () => {
  const [budget] = budgets('kept', { calls: 6, windowMs: 60_000 });
  const reservation = await budget.reserve(6);
  await budget.backOff(300);
  for (let call = 0; call < 6; call += 1) await budget.acquire({ reservation });
  expect(await budget.waitMs()).toBe(0);
  const seventh = await budget.acquire({ reservation, atOnce: true }).catch((error: unknown) => error);
  expect(seventh).toMatchObject({ kind: 'rate-limited' });
});

test('With 30 callers of two workers under way, of whom one is told to wait, no more leave than one of the other worker', async () => {
  const both = budgets('storm');
  const left: { at: number; worker: number }[] = [];
  const enough = new AbortController();
  setMaxListeners(0, enough.signal);
  const caller = async (index: number): Promise<void> => {
    const worker = index % 2;
    const budget = both[worker as 0 | 1];
    for (;;) {
      const answered = await budget.acquire({ signal: enough.signal });
      left.push({ at: performance.now(), worker });
      await answered();
    }
  };
  const callers = Array.from({ length: 30 }, (_, index) => caller(index).catch(() => {}));
  await until('a third of the window is used', () => left.length > 20);
  // The wait is not over before: whoever says it to the store says so from now on.
  const over = performance.now() + 1_500;
  const told = both[0].backOff(1_500);
  const begun = left.length;
  await told;
  const known = left.length;
  await until('calls leave again', () => left.some(({ at }, index) => index >= known + 1 && at >= over));
  enough.abort();
  await Promise.all(callers);
  const leftBefore = (from: number, of: number) =>
    left.slice(from).filter(({ at, worker }) => worker === of && at < over).length;
  expect(leftBefore(begun, 0)).toBe(0);
  expect(leftBefore(known, 1)).toBeLessThanOrEqual(1);
});

test.for([
  ['counted', LIMIT],
  ['unlimited', null],
] as const)(
  'Telling everybody to wait does not wait for those who hold or want the budget, (%s)',
  async ([name, limit]) => {
    const token = `queue ${name}`;
    const [here, there] = budgets(token, limit);
    const caller = callerOf({ token, scope: null });
    await registerCaller(databases[0].db, caller);
    let free = (): void => {};
    const holding = hold(
      databases[1].db,
      caller.key,
      new Promise<void>((resolve) => {
        free = resolve;
      }),
    );
    await holding.begun;
    const abort = new AbortController();
    setMaxListeners(0, abort.signal);
    const waiting = Array.from({ length: 40 }, () => here.acquire({ signal: abort.signal }).catch(() => {}));
    try {
      const told = here.backOff(60_000).then(() => 'told');
      expect(await Promise.race([told, sleep(patience(5_000), 'waits in the queue')])).toBe('told');
      expect(await there.waitMs()).toBeGreaterThan(0);
    } finally {
      free();
      abort.abort();
      await holding.ended;
      await Promise.all(waiting);
    }
  },
);

/** Holds the budget's row, as a caller does that is slow, until it may let it go. */
function hold(db: Db, key: string, until: Promise<void>): { begun: Promise<void>; ended: Promise<void> } {
  let begin = (): void => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const ended = db.transaction(async (tx) => {
    await tx.execute(sql`select 1 from rate_budgets where key = ${key} for update`);
    begin();
    await until;
  });
  return { begun, ended };
}
