import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Database, type Db, openDatabase } from '../../store/database.ts';
import type { RateBudget } from '../../store/rate/budget.ts';
import { budgetKey } from '../../store/rate/budget-keys.ts';
import { createRateBudget } from '../../store/rate/postgres-budget.ts';
import { createStore } from '../support/database.ts';
import { until } from '../support/outcome.ts';

let databases: Database[] = [];

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  databases = [openDatabase({ url, max: 4 }), openDatabase({ url, max: 4 })];
});

afterAll(async () => {
  for (const database of databases) await database.close();
});

test('Whenever the CRM counts a call of two workers, no window of its own holds more than allowed', async () => {
  const limit = { calls: 10, windowMs: 400 };
  const budgets = databases.map(({ db }) => createRateBudget({ db, token: 'shared', limit }));
  const times: number[] = [];
  const caller = async (index: number): Promise<void> => {
    for (let call = 0; call < 8; call += 1) {
      const answered = await budgets[index % budgets.length]?.acquire();
      await sleep(Math.random() * 60);
      times.push(performance.now());
      await sleep(Math.random() * 60);
      await answered?.();
    }
  };
  await Promise.all([0, 1, 2, 3].map(caller));
  expect(times).toHaveLength(32);
  times.sort((a, b) => a - b);
  for (const [index, at] of times.entries()) {
    const inWindow = times.slice(index).filter((later) => later - at < limit.windowMs).length;
    expect(inWindow).toBeLessThanOrEqual(limit.calls);
  }
});

test('Reserved calls are spent without waiting, and given back when released', async () => {
  const [first] = databases;
  if (!first) throw new Error('No database');
  const budget = createRateBudget({ db: first.db, token: 'reserving', limit: { calls: 4, windowMs: 60_000 } });
  const reservation = await budget.reserve(3);
  await budget.acquire();
  const signal = AbortSignal.timeout(150);
  await expect(budget.acquire({ signal })).rejects.toThrow();
  await budget.acquire({ reservation });
  await budget.release(reservation);
  await budget.acquire();
  await budget.acquire();
  await expect(budget.acquire({ signal: AbortSignal.timeout(150) })).rejects.toThrow();
});

/** Callers that take each call of the budget as soon as it is free, until they are told to stop; and how many they got. */
function hungryCallers(budget: RateBudget, callers: number) {
  const seen = { granted: 0, enough: false };
  const hungry = async (_: unknown, index: number): Promise<void> => {
    // Spread over the window: calls that come free together are easily had together.
    await sleep(index * 40);
    while (!seen.enough) {
      const answered = await budget.acquire();
      seen.granted += 1;
      await answered();
    }
  };
  const done = Promise.all(Array.from({ length: callers }, hungry));
  return { seen, done };
}

/** A database whose every transaction begins late: as one far away, or of a process that seldom has its turn. */
function late(db: Db, ms: number): Db {
  const transaction: Db['transaction'] = async (work) => {
    await sleep(ms);
    return db.transaction(work);
  };
  return Object.assign(Object.create(db), { transaction }) as Db;
}

test.for([
  ['single callers want each call that becomes free', 0],
  ['single callers are quicker than its worker', 300],
] as const)('A reservation gets its calls, however many %s', async ([, lateMs]) => {
  const limit = { calls: 10, windowMs: 400 };
  const [one, other] = databases.map(({ db }) => db);
  if (!one || !other) throw new Error('No database');
  const token = `hungry ${lateMs}`;
  const callers = hungryCallers(createRateBudget({ db: one, token, limit }), 12);
  await until('every call has been wanted twice', () => callers.seen.granted > 2 * limit.calls);
  const budget = createRateBudget({ db: late(other, lateMs), token, limit });
  const before = callers.seen.granted;
  const { seen } = callers;
  const starved = until(
    'its calls or ten windows',
    () => seen.enough || seen.granted - before > 10 * limit.calls,
    60_000,
  );
  const reservation = await Promise.race([budget.reserve(6), starved]);
  seen.enough = true;
  await Promise.all([callers.done, starved]);
  expect(reservation).toEqual(expect.any(String));
});

test('Who gives a reservation up while its calls are being saved leaves them to others at once', async () => {
  const [first] = databases;
  if (!first) throw new Error('No database');
  const token = 'given up';
  const budget = createRateBudget({ db: first.db, token, limit: { calls: 2, windowMs: 400 } });
  // Both stay under way, so that the reservation waits for them from the end of their window on.
  for (let call = 0; call < 2; call += 1) await budget.acquire();
  const givingUp = new AbortController();
  const waiting = budget.reserve(2, { signal: givingUp.signal });
  const saving = sql`select 1 from rate_budgets where key = ${budgetKey(token)} and saved_until is not null`;
  await until('its calls are saved', async () => (await first.db.execute(saving)).length === 1);
  givingUp.abort();
  await expect(waiting).rejects.toThrow();
  expect(await first.db.execute(saving)).toEqual([]);
});

test('After a 429 nobody calls before the wait is over, also without a limit of our own', async () => {
  const [one, other] = databases.map(({ db }) => createRateBudget({ db, token: 'blocked', limit: null }));
  const started = performance.now();
  await one?.backOff(500);
  await other?.acquire();
  expect(performance.now() - started).toBeGreaterThanOrEqual(450);
});
