import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Database, openDatabase } from '../../store/database.ts';
import { createRateBudget } from '../../store/rate/postgres-budget.ts';
import { readRateUse } from '../../store/rate/use.ts';
import { createStore } from '../support/database.ts';

let database: Database;

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  database = openDatabase({ url });
});

afterAll(() => database.close());

test('The use of a budget is what was made and what is reserved; full, it says when the next call fits', async () => {
  const options = { db: database.db, token: 'used', limit: { calls: 4, windowMs: 60_000 } };
  const budget = createRateBudget(options);
  const use = () => readRateUse(database.db, options);
  expect(await use()).toEqual({ limit: options.limit, made: 0, reserved: 0, fullUntil: null, blockedUntil: null });

  const reservation = await budget.reserve(2);
  const before = Date.now();
  await budget.acquire();
  const after = Date.now();
  expect(await use()).toMatchObject({ made: 1, reserved: 2, fullUntil: null });
  await budget.acquire({ reservation });
  expect(await use()).toMatchObject({ made: 2, reserved: 1, fullUntil: null });

  await budget.acquire();
  const full = await use();
  expect(full).toMatchObject({ made: 3, reserved: 1, blockedUntil: null });
  // Both clocks are this machine's; Postgres' is finer.
  const fullUntil = Date.parse(full.fullUntil ?? '') - options.limit.windowMs;
  expect(fullUntil).toBeGreaterThanOrEqual(before - 1);
  expect(fullUntil).toBeLessThanOrEqual(after + 1);
  expect(await readRateUse(database.db, { ...options, token: 'another' })).toMatchObject({ made: 0, reserved: 0 });
});

test('Calls leave the window, and a 429 holds everybody back until it is over', async () => {
  const options = { db: database.db, token: 'blocked', limit: { calls: 1, windowMs: 200 } };
  const budget = createRateBudget(options);
  const answered = await budget.acquire();
  await answered();
  const before = Date.now();
  await budget.backOff(60_000);
  const after = Date.now();
  await expect.poll(() => readRateUse(database.db, options)).toMatchObject({ made: 0, fullUntil: null });
  const { blockedUntil } = await readRateUse(database.db, options);
  const blocked = Date.parse(blockedUntil ?? '') - 60_000;
  expect(blocked).toBeGreaterThanOrEqual(before - 1);
  expect(blocked).toBeLessThanOrEqual(after + 1);
});
