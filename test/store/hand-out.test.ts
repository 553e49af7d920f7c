import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { reasonWords } from '../../pages/kit/reason-words.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { takeOnCluster } from '../../store/ledger/take-on-cluster.ts';
import { handOut, type Parent } from '../../store/orders/hand-out.ts';
import { takeRun } from '../../store/orders/run-orders.ts';
import { createRun, endRun, type Run } from '../../store/runs/runs.ts';
import { createStore } from '../support/database.ts';
import { PAIR } from '../support/one-pair.ts';
import { smallWorld } from '../support/small-world.ts';
import { TEST_TIMING } from '../support/timing.ts';

let database: Database;
let run: Run;
const { world, plan } = smallWorld([PAIR]);
const clusterId = plan.clusters[0]?.id ?? '';

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  database = openDatabase({ url });
});

beforeEach(async () => {
  const options = { canary: 5, window: 1, limit: null, approve: 'auto' as const, csvDigest: null };
  const orders = { timing: TEST_TIMING, pageSize: 100 };
  run = await createRun(database.db, { plan, org: world.org, dryRun: false, options, orders });
  await database.db.execute(sql`update run_clusters set state = 'approved' where run_id = ${run.id}`);
});

afterAll(() => database.close());

function takeOn(parent: Parent) {
  return takeOnCluster(database.db, { runId: run.id, clusterId, token: randomUUID(), parent }, reasonWords);
}

function handOutTo(workflowId: string): Promise<void> {
  return handOut(database.db, { runId: run.id, clusters: [clusterId], workflowId, execution: 'one' });
}

test('A cluster is taken on for the workflow of its own run, after that has handed it out, and for no other', async () => {
  const own = { workflowId: run.workflowId, runId: 'one' };
  const refused = { name: 'NotItsOwn' };
  expect(await takeOn(own).catch((error: unknown) => error)).toMatchObject(refused);
  expect(await handOutTo('another-run').catch((error: unknown) => error)).toMatchObject(refused);
  expect(await takeOn(own).catch((error: unknown) => error)).toMatchObject(refused);
  await handOutTo(run.workflowId);
  for (const parent of [null, undefined, { workflowId: 'another-run', runId: 'one' }])
    expect(await takeOn(parent).catch((error: unknown) => error)).toMatchObject(refused);
  expect(await database.db.execute(sql`select state, token from run_clusters where run_id = ${run.id}`)).toEqual([
    { state: 'approved', token: null },
  ]);
  expect(await takeOn(own)).toMatchObject({ primaryId: 'REVU-1', timing: TEST_TIMING });
});

test('A run is begun by the first execution of its own workflow, and by no other, nor after its end', async () => {
  const take = (workflowId: string, first: string) =>
    takeRun(database.db, { runId: run.id, asker: { workflowId, first } });
  expect(await take('by-hand', 'one').catch((error: unknown) => error)).toMatchObject({ name: 'NotItsOwn' });
  expect(await take(run.workflowId, 'one')).toMatchObject({ orders: { pageSize: 100, timing: TEST_TIMING } });
  expect(await take(run.workflowId, 'one')).toMatchObject({ orders: { pageSize: 100 } });
  expect(await take(run.workflowId, 'another').catch((error: unknown) => error)).toMatchObject({ name: 'NotItsOwn' });
  const options = { canary: 5, window: 1, limit: null, approve: 'auto' as const, csvDigest: null };
  run = await createRun(database.db, { plan, org: world.org, dryRun: true, options });
  await endRun(database.db, run.id, 'failed');
  expect(await take(run.workflowId, 'one').catch((error: unknown) => error)).toMatchObject({ name: 'NotItsOwn' });
});
