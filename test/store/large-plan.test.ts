import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Database, openDatabase } from '../../store/database.ts';
import { oneAtATime } from '../../store/one-at-a-time.ts';
import { storeDecision } from '../../store/runs/decisions.ts';
import { storePlan } from '../../store/runs/plans.ts';
import { createRun, type Run } from '../../store/runs/runs.ts';
import { createStore } from '../support/database.ts';
import { tinyPairs } from '../support/tiny-pairs.ts';

const CLUSTERS = 2500;
const { world, plan } = tinyPairs(CLUSTERS);
const options = { canary: 5, window: 4, limit: null, approve: 'none' as const, csvDigest: null };
let database: Database;

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  database = openDatabase({ url });
});

afterAll(() => database.close());

function start(onProgress?: (stored: number) => void): Promise<Run> {
  return createRun(database.db, { plan, org: world.org, dryRun: false, options, onProgress });
}

async function numberOf(rows: 'plan_clusters' | 'cluster_records' | 'run_clusters'): Promise<number> {
  const [row] = await database.db.execute<{ n: number }>(sql`select count(*)::int as n from ${sql.identifier(rows)}`);
  return row?.n ?? 0;
}

test('A plan whose storing was broken off is completed by the next start, which says how far it is', async () => {
  const breakOff = (): never => {
    throw new Error('Broken off');
  };
  await expect(storePlan(database.db, plan, breakOff)).rejects.toThrow('Broken off');
  expect(await numberOf('plan_clusters')).toBeLessThan(CLUSTERS);
  const told: number[] = [];
  await start((stored) => void told.push(stored));
  expect(told).toEqual([1000, 2000, CLUSTERS]);
  for (const rows of ['plan_clusters', 'cluster_records', 'run_clusters'] as const)
    expect(await numberOf(rows)).toBe(CLUSTERS);
});

test('A plan that is stored is not stored again', async () => {
  const told: number[] = [];
  await start((stored) => void told.push(stored));
  expect(told).toEqual([]);
  expect(await numberOf('plan_clusters')).toBe(CLUSTERS);
});

test('While a start is under way no transaction stands open, and a second one waits for its end', async () => {
  const order: string[] = [];
  const first = oneAtATime(database.db, 'starts of here', async () => {
    order.push('first begins');
    await new Promise((resolve) => setTimeout(resolve, 500));
    const open = await database.db.execute(
      sql`select query from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
    );
    order.push('first ends');
    return open;
  });
  while (order.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await oneAtATime(database.db, 'starts of here', async () => void order.push('second begins'));
  expect(await first).toEqual([]);
  expect(order).toEqual(['first begins', 'first ends', 'second begins']);
});

test('A decision may name more clusters than a statement has parameters', async () => {
  const { id: runId } = await start();
  const strangers = Array.from({ length: 70_000 }, (_, at) => at.toString(16).padStart(32, '0'));
  const clusters = [...strangers, ...plan.clusters.map(({ id }) => id)];
  const decided = await storeDecision(database.db, { runId, choice: 'approve', by: 'me', selection: { clusters } });
  expect(decided.length).toBe(CLUSTERS);
});
