import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Database, migrateDatabase, openDatabase } from '../../store/database.ts';
import { createRateBudget } from '../../store/rate/postgres-budget.ts';
import { readRateUse } from '../../store/rate/use.ts';
import { createDatabase } from '../support/database.ts';

let database: Database;

beforeAll(async () => {
  const url = await createDatabase(inject('adminDatabaseUrl'));
  await migrateDatabase(url);
  database = openDatabase({ url });
});

afterAll(() => database.close());

test('The use of a budget is what was made and what is reserved; full, it says when the next call fits', async () => {
  const options = { db: database.db, token: 'used', limit: { calls: 4, windowMs: 60_000 } };
  const budget = createRateBudget(options);
  const use = () => readRateUse(database.db, options);
  expect(await use()).toEqual({ limit: options.limit, made: 0, reserved: 0, fullUntil: null, blockedUntil: null });

  const reservation = await budget.reserve(2);
  await budget.acquire();
  expect(await use()).toMatchObject({ made: 1, reserved: 2, fullUntil: null });
  await budget.acquire({ reservation });
  expect(await use()).toMatchObject({ made: 2, reserved: 1, fullUntil: null });

  await budget.acquire();
  const full = await use();
  expect(full).toMatchObject({ made: 3, reserved: 1, blockedUntil: null });
  const inMs = Date.parse(full.fullUntil ?? '') - Date.now();
  expect(inMs).toBeGreaterThan(50_000);
  expect(inMs).toBeLessThan(61_000);
  expect(await readRateUse(database.db, { ...options, token: 'another' })).toMatchObject({ made: 0, reserved: 0 });
});

test('Calls leave the window, and a 429 holds everybody back until it is over', async () => {
  const options = { db: database.db, token: 'blocked', limit: { calls: 1, windowMs: 200 } };
  const budget = createRateBudget(options);
  const answered = await budget.acquire();
  await answered();
  await budget.backOff(60_000);
  await expect.poll(() => readRateUse(database.db, options)).toMatchObject({ made: 0, fullUntil: null });
  const { blockedUntil } = await readRateUse(database.db, options);
  expect(Date.parse(blockedUntil ?? '') - Date.now()).toBeGreaterThan(50_000);
});
