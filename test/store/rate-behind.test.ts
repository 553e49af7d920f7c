import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type UndoWork, writeForUndo } from '../../activities/undo/undo-work.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import type { RateBudget } from '../../store/rate/budget.ts';
import { budgetKey } from '../../store/rate/budget-keys.ts';
import { createRateBudget } from '../../store/rate/postgres-budget.ts';
import { createStore } from '../support/database.ts';
import { until } from '../support/outcome.ts';

const LIMIT = { calls: 4, windowMs: 400 };

/** Of the worker of a run, and of that of an undo. */
let databases: [Database, Database];

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  databases = [openDatabase({ url, max: 4 }), openDatabase({ url, max: 4 })];
});

afterAll(async () => {
  for (const database of databases) await database.close();
});

/** Both of one token, and all of its calls under way. */
async function fullBudget(
  token: string,
): Promise<{ run: RateBudget; undo: RateBudget; answers: (() => Promise<void>)[] }> {
  const [{ db: one }, { db: other }] = databases;
  const run = createRateBudget({ db: one, token, limit: LIMIT });
  const undo = createRateBudget({ db: other, token, limit: LIMIT });
  const answers: (() => Promise<void>)[] = [];
  for (let call = 0; call < LIMIT.calls; call += 1) answers.push(await run.acquire());
  return { run, undo, answers };
}

/** For whom calls that become free are kept. */
async function savedFor(token: string): Promise<'run' | 'undo' | null> {
  const [row] = await databases[0].db.execute<{ behind: boolean | null }>(
    sql`select saved_behind as behind from rate_budgets where key = ${budgetKey(token)} and saved_until is not null`,
  );
  if (row === undefined) return null;
  return row.behind === true ? 'undo' : 'run';
}

test('While a run gathers its calls an undo gets none, neither one nor several, although they would fit', async () => {
  const token = 'run first';
  const { run, undo, answers } = await fullBudget(token);
  const [last, ...others] = answers;
  const reservation = run.reserve(4);
  await until('calls are kept for the run', async () => (await savedFor(token)) === 'run');
  for (const answered of others) await answered();
  const held = sql`select 1 from rate_calls where key = ${budgetKey(token)} and (expires_at is not null or
    at > clock_timestamp() - ${LIMIT.windowMs} * interval '1 millisecond')`;
  await until('three are free', async () => (await databases[0].db.execute(held)).length === 1);
  await expect(undo.acquire({ atOnce: true })).rejects.toMatchObject({ kind: 'rate-limited' });
  await expect(undo.reserve(3, { behind: true, signal: AbortSignal.timeout(150) })).rejects.toThrow();
  await last?.();
  expect(await reservation).toEqual(expect.any(String));
});

test('An undo that gathers its calls gives its place to a run that comes later, and has them once the run is done', async () => {
  const token = 'undo first';
  const { run, undo, answers } = await fullBudget(token);
  const order: string[] = [];
  const behind = undo.reserve(3, { behind: true }).then(() => order.push('undo'));
  await until('calls are kept for the undo', async () => (await savedFor(token)) === 'undo');
  const first = run.reserve(4).then((reservation) => {
    order.push('run');
    return reservation;
  });
  await until('they are kept for the run', async () => (await savedFor(token)) === 'run');
  for (const answered of answers) await answered();
  await run.release(await first);
  await behind;
  expect(order).toEqual(['run', 'undo']);
});

test('A write of an undo sets its calls aside behind those of runs, and sends nothing before it has them', async () => {
  const token = 'write';
  const { undo: budget } = await fullBudget(token);
  const ending = new AbortController();
  const work = { budget, row: { state: 'looked' }, signal: ending.signal } as unknown as UndoWork;
  const write = () => expect.unreachable();
  const writing = writeForUndo(work, { name: 'free', calls: 3, detail: '', write });
  await until('calls are kept for the undo', async () => (await savedFor(token)) === 'undo');
  ending.abort();
  await expect(writing).rejects.toMatchObject({ name: 'AbortError' });
});
