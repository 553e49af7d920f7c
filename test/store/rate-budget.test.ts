import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Database, migrateDatabase, openDatabase } from '../../store/database.ts';
import { createRateBudget } from '../../store/rate/postgres-budget.ts';
import { createDatabase } from '../support/database.ts';

let databases: Database[] = [];

beforeAll(async () => {
  const url = await createDatabase(inject('adminDatabaseUrl'));
  await migrateDatabase(url);
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

test('A reservation gets its calls, however many single callers want each call that becomes free', async () => {
  const limit = { calls: 10, windowMs: 400 };
  const [one, other] = databases.map(({ db }) => createRateBudget({ db, token: 'hungry', limit }));
  const CALLS = 100;
  let made = 0;
  const hungry = async (_: unknown, index: number): Promise<void> => {
    await sleep(index * 40);
    while (made < CALLS) {
      made += 1;
      const answered = await one?.acquire();
      await answered?.();
    }
  };
  const callers = Promise.all(Array.from({ length: 12 }, hungry));
  await sleep(500);
  const reservation = (await other?.reserve(6)) ?? '';
  const madeBefore = made;
  await other?.release(reservation);
  await callers;
  expect(madeBefore).toBeLessThan(CALLS / 2);
});

test('After a 429 nobody calls before the wait is over, also without a limit of our own', async () => {
  const [one, other] = databases.map(({ db }) => createRateBudget({ db, token: 'blocked', limit: null }));
  await one?.backOff(500);
  const started = performance.now();
  await other?.acquire();
  expect(performance.now() - started).toBeGreaterThanOrEqual(450);
});
