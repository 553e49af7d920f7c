import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Database, openDatabase } from '../../store/database.ts';
import type { RateBudget } from '../../store/rate/budget.ts';
import { createRateBudget } from '../../store/rate/postgres-budget.ts';
import { readRateUse } from '../../store/rate/use.ts';
import { createStore } from '../support/database.ts';

const LIMIT = { calls: 4, windowMs: 60_000 };

let database: Database;

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  database = openDatabase({ url, max: 8 });
});

afterAll(() => database.close());

function budgetOf(token: string, { scope, limit = LIMIT }: { scope: string; limit?: typeof LIMIT | null }): RateBudget {
  return createRateBudget({ db: database.db, token, scope, limit });
}

const isFull = (budget: RateBudget): Promise<boolean> =>
  budget.acquire({ signal: AbortSignal.timeout(200) }).then(
    () => false,
    () => true,
  );

test('A rotated token keeps the budget of its user, before and after the CRM has said whose it is', async () => {
  const scope = 'rotated';
  const old = budgetOf('old', { scope });
  await old.acquire();
  await old.identified?.('ada');
  await old.acquire();

  const rotated = budgetOf('new', { scope });
  await rotated.acquire();
  await old.acquire();
  expect([await isFull(old), await isFull(rotated)]).toEqual([true, true]);
  await rotated.identified?.('ada');
  expect([await isFull(old), await isFull(rotated)]).toEqual([true, true]);
  for (const token of ['old', 'new']) {
    expect(await readRateUse(database.db, { token, scope, limit: LIMIT })).toMatchObject({ made: 4, reserved: 0 });
  }
});

test('Two users have two budgets, and a call made before the CRM has said whose it was counts in its own', async () => {
  const scope = 'two users';
  const [ada, ben] = [budgetOf('of ada', { scope }), budgetOf('of ben', { scope })];
  await ada.acquire();
  await ada.identified?.('ada');
  await ada.acquire();
  await ben.acquire();
  await ben.identified?.('ben');
  for (let call = 0; call < 2; call += 1) await ada.acquire();
  for (let call = 0; call < 3; call += 1) await ben.acquire();
  expect([await isFull(ada), await isFull(ben)]).toEqual([true, true]);
});

test('The user of one CRM or address is not counted with that of another', async () => {
  for (const scope of ['here', 'there']) {
    const budget = budgetOf('the same', { scope });
    await budget.identified?.('ada');
    for (let call = 0; call < LIMIT.calls; call += 1) await budget.acquire();
    expect(await isFull(budget)).toBe(true);
  }
});

test('What is reserved before the CRM has said whose it is can be spent after it', async () => {
  const budget = budgetOf('reserving', { scope: 'reserving' });
  const reservation = await budget.reserve(3);
  await budget.identified?.('ada');
  await budget.acquire();
  expect(await isFull(budget)).toBe(true);
  await budget.acquire({ reservation });
  await budget.release(reservation);
  for (let call = 0; call < 2; call += 1) await budget.acquire();
  expect(await isFull(budget)).toBe(true);
});

test.for([LIMIT, null])('A 429 holds back every token of the user, with the limit %o', async (limit) => {
  const scope = `told to wait, ${JSON.stringify(limit)}`;
  const [old, rotated] = ['old', 'new'].map((token) => budgetOf(`${token} ${scope}`, { scope, limit }));
  if (!old || !rotated) throw new Error('No budgets');
  await old.backOff(60_000);
  await old.identified?.('ada');
  expect([await isFull(old), await isFull(rotated)]).toEqual([true, true]);
  await rotated.identified?.('ada');
  expect(await isFull(rotated)).toBe(true);
});

test('No window of the CRM holds more than allowed while tokens are rotated in the midst of many calls', async () => {
  const limit = { calls: 10, windowMs: 400 };
  const times: number[] = [];
  const caller = async (token: string): Promise<void> => {
    const budget = budgetOf(token, { scope: 'midst', limit });
    for (let call = 0; call < 6; call += 1) {
      const answered = await budget.acquire();
      await sleep(Math.random() * 40);
      times.push(performance.now());
      await sleep(Math.random() * 40);
      await answered();
      if (call === 2) await budget.identified?.('ada');
    }
  };
  await Promise.all(['one', 'one', 'two', 'three', 'four'].map(caller));
  expect(times).toHaveLength(30);
  times.sort((a, b) => a - b);
  for (const [index, at] of times.entries()) {
    const inWindow = times.slice(index).filter((later) => later - at < limit.windowMs).length;
    expect(inWindow).toBeLessThanOrEqual(limit.calls);
  }
});
