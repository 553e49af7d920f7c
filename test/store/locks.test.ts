import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import { type Database, migrateDatabase, openDatabase } from '../../store/database.ts';
import { transition } from '../../store/ledger/ledger.ts';
import { commitSent, endUnsent, MOST_SENDS, writeIntent } from '../../store/ledger/merge-steps.ts';
import { openCluster } from '../../store/ledger/open-cluster.ts';
import { createRun } from '../../store/runs/runs.ts';
import type { PairKey } from '../../store/types.ts';
import { createDatabase } from '../support/database.ts';
import { twoPlans } from '../support/two-plans.ts';

const { world, a, b } = twoPlans();
const clusterId = a.clusters[0]?.id ?? '';
const pairOf = (primaryId: string): PairKey => {
  return { mode: 'real', crm: 'devrev', org: world.org, clusterId, primaryId, duplicateId: 'REVU-3' };
};
const attempt = { token: randomUUID(), seq: 0 };

let database: Database;

beforeAll(async () => {
  const url = await createDatabase(inject('adminDatabaseUrl'));
  await migrateDatabase(url);
  database = openDatabase({ url });
});

afterAll(() => database.close());

test('Opening a cluster for another plan leaves the locks of a pair that was sent, and its intent is refused by name', async () => {
  const { db } = database;
  await open(a);
  await fresh('REVU-1');
  expect(await writeIntent(db, { key: pairOf('REVU-1'), attempt })).toBeNull();
  await commitSent(db, { key: pairOf('REVU-1'), attempt, runId: await runOf('REVU-1') });
  await transition(db, { key: pairOf('REVU-1'), attempt, from: ['sent'], to: 'not-applied', reason: 'not applied' });

  await open(b);
  await fresh('REVU-2');
  const name = `${clusterId}.REVU-1.REVU-3`;
  expect(await writeIntent(db, { key: pairOf('REVU-2'), attempt })).toBe(`locked by ${name}`);
  await endUnsent(db, { key: pairOf('REVU-2'), attempt, from: ['fresh'], to: 'held', reason: 'locked' });
  const rows = await db.execute(sql`select contact_id, primary_id from locks order by 1`);
  expect([...rows]).toEqual([
    { contact_id: 'REVU-1', primary_id: 'REVU-1' },
    { contact_id: 'REVU-3', primary_id: 'REVU-1' },
  ]);
});

test('A duplicate is sent no more than twice, into whichever primary and by whichever plan', async () => {
  const { db } = database;
  await db.execute(sql`delete from locks`);
  await db.execute(sql`update pairs set state = 'abandoned', sends = ${MOST_SENDS} where primary_id = 'REVU-1'`);
  await open(b);
  await fresh('REVU-2');
  expect(await writeIntent(db, { key: pairOf('REVU-2'), attempt })).toContain(`sent ${MOST_SENDS} times already`);
});

/** A run of the plan takes its cluster on, as its workflow does. */
async function open(plan: Plan): Promise<void> {
  const { db } = database;
  const options = { canary: 5, window: 1, limit: null, approve: 'auto' as const, csvDigest: null };
  await db.execute(sql`update runs set state = 'done'`);
  const run = await createRun(db, { plan, org: world.org, dryRun: false, options });
  await db.execute(sql`update run_clusters set state = 'approved' where run_id = ${run.id}`);
  expect(await openCluster(db, { runId: run.id, clusterId, token: attempt.token })).not.toBeNull();
}

async function fresh(primaryId: string): Promise<void> {
  await transition(database.db, { key: pairOf(primaryId), attempt, from: ['approved'], to: 'fresh' });
}

async function runOf(primaryId: string): Promise<string> {
  const [row] = await database.db.execute<{ run_id: string }>(
    sql`select run_id from pairs where primary_id = ${primaryId} and duplicate_id = 'REVU-3'`,
  );
  return row?.run_id ?? '';
}
