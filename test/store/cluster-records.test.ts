import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Plan, PlanCluster } from '../../contacts/plan.ts';
import { withDigest } from '../../contacts/planning/plan-text.ts';
import { nameClusters } from '../../control/decisions/name-clusters.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { storePlan } from '../../store/runs/plans.ts';
import { readPlanCluster } from '../../store/runs/records.ts';
import { createRun } from '../../store/runs/runs.ts';
import { baseContact, email, phone, planned } from '../contacts/base/make-base.ts';
import { revuCluster } from '../contacts/revu-user.ts';
import { createStore } from '../support/database.ts';
import { tinyPairs } from '../support/tiny-pairs.ts';

let database: Database;

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  database = openDatabase({ url });
});

afterAll(() => database.close());

async function stored(clusters: PlanCluster[], profile: string): Promise<Plan> {
  const sorted = clusters.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const plan = withDigest({ clusters: sorted, crm: 'devrev', profile });
  await storePlan(database.db, plan);
  return plan;
}

async function readAll({ digest: planDigest, clusters }: Plan): Promise<(PlanCluster | null)[]> {
  return Promise.all(clusters.map(({ id: clusterId }) => readPlanCluster(database.db, { planDigest, clusterId })));
}

test("A cluster's contacts come back from rows of their own as the plan has them, names among them, and its body is not read", async () => {
  const people = [
    { name: 'Ada Lund', externalRef: 'REVU-1' },
    { name: 'A. Lund', emailWritten: 'ADA@example.com' },
  ];
  const plan = await stored([revuCluster(...people)], 'revu-user');
  await database.db.execute(sql`update plans set body = '' where digest = ${plan.digest}`);
  expect(await readAll(plan)).toEqual(plan.clusters);
  expect(plan.clusters[0]?.members.map(({ name }) => name)).toEqual(['Ada Lund', 'A. Lund']);
});

test('So does all that a plan of a contact base says of a cluster', async () => {
  const { clusters } = await planned([
    baseContact({ uid: 'ct_1', name: 'Ada', channels: [phone('0412 345 678'), email('ada@x.io')] }),
    baseContact({ uid: 'ct_2', name: 'Ada', channels: [phone('+61412345678'), email('ada@x.io')] }),
  ]);
  const plan = await stored(
    clusters.map(({ cluster }) => cluster),
    'podium',
  );
  expect(plan.clusters[0]).toMatchObject({ evidence: expect.anything(), consent: expect.anything() });
  expect(await readAll(plan)).toEqual(plan.clusters);
});

test('A plan that was stored before there were such rows is read from its body, and a start of it writes them', async () => {
  const { plan } = tinyPairs(3);
  await storePlan(database.db, plan);
  await database.db.execute(sql`delete from cluster_records where plan_digest = ${plan.digest}`);
  expect(await readAll(plan)).toEqual(plan.clusters);
  await storePlan(database.db, plan);
  const rows = await database.db.execute(sql`select from cluster_records where plan_digest = ${plan.digest}`);
  expect(rows).toHaveLength(3);
});

test('They are erased with the clusters of the plan', async () => {
  const { plan } = tinyPairs(4);
  await storePlan(database.db, plan);
  await database.db.execute(sql`delete from plan_clusters where plan_digest = ${plan.digest}`);
  const rows = await database.db.execute(sql`select from cluster_records where plan_digest = ${plan.digest}`);
  expect(rows).toHaveLength(0);
});

test('Where several clusters begin with the digits that were typed, they are listed', async () => {
  const { plan } = tinyPairs(2);
  const clusters = plan.clusters.map((cluster, at) => ({ ...cluster, id: `abcd${at}${cluster.id.slice(5)}` }));
  const twins = withDigest({ ...plan, clusters });
  const options = { canary: 0, window: 4, limit: null, approve: 'none' as const, csvDigest: null };
  const run = await createRun(database.db, { plan: twins, org: 'testorg', dryRun: false, options });
  const ids = clusters.map(({ id }) => id);
  await expect(nameClusters(database.db, { run, names: ['abcd'] })).rejects.toThrow(
    `2 clusters of run ${run.id} have an id that starts with 'abcd': ${ids.join(', ')}. Give more digits`,
  );
  expect(await nameClusters(database.db, { run, names: ['abcd1', 'REVU-4', ids[0] ?? ''] })).toHaveLength(2);
});
