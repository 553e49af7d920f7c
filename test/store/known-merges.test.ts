import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import { reasonWords } from '../../pages/kit/reason-words.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { type TakenOnCluster, takeOnCluster } from '../../store/ledger/take-on-cluster.ts';
import { reportRedirects } from '../../store/reports/redirects.ts';
import { createRun, getRun } from '../../store/runs/runs.ts';
import { createStore } from '../support/database.ts';
import { smallWorld } from '../support/small-world.ts';

const ORG = 'ACME';
const RUN = '0a1b2c3d4e5f-1';
const EARLIER = 'e'.repeat(32);

let database: Database;

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  database = openDatabase({ url });
});

afterAll(() => database.close());

beforeEach(async () => {
  for (const table of ['locks', 'redirects', 'consumed', 'pair_events', 'pairs'])
    await database.db.execute(sql.raw(`delete from ${table}`));
});

test.for([{ dryRun: false }, { dryRun: true }])(
  'A contact that an earlier run merged into the same primary is done in a new cluster, by name of pair and run, and its new sibling begins (%o)',
  async (options) => {
    await merged('REVU-51', 'REVU-48');
    const { pairs } = await open(plan(['REVU-48', 'REVU-51', 'REVU-53']), options);
    expect(pairs).toEqual([
      { duplicateId: 'REVU-51', state: 'done' },
      { duplicateId: 'REVU-53', state: 'approved' },
    ]);
    expect(await rowOf('REVU-51', options.dryRun ? 'dry' : 'real')).toMatchObject({
      run_id: RUN,
      proof: 'earlier',
      consent: { checked: true },
      why: { code: 'merged-earlier', values: { pair: `${EARLIER}.REVU-48.REVU-51`, run: RUN } },
    });
  },
);

test('Redirects are followed to the end: what was merged into a contact that was itself merged into the primary is done', async () => {
  await merged('REVU-2', 'REVU-1');
  await merged('REVU-1', 'REVU-3');
  const { pairs } = await open(plan(['REVU-3', 'REVU-2', 'REVU-4']));
  expect(pairs).toMatchObject([{ state: 'done' }, { state: 'approved' }]);
});

test('A contact that an earlier run merged into another one is held, and the contact that it is now is named', async () => {
  await merged('REVU-2', 'REVU-1');
  await merged('REVU-1', 'REVU-9');
  const { pairs } = await open(plan(['REVU-3', 'REVU-2', 'REVU-4']));
  const values = { duplicate: 'REVU-2', primary: 'REVU-1', run: RUN, survivor: 'REVU-9' };
  expect(pairs).toEqual([
    { duplicateId: 'REVU-2', state: 'held', why: { code: 'merged-before', values } },
    { duplicateId: 'REVU-4', state: 'approved' },
  ]);
  expect((await rowOf('REVU-2'))?.reason).toBe(`REVU-2 was merged into REVU-1 by run ${RUN}, and is REVU-9 now`);
});

test('Nothing is merged into a primary that was merged away: every pair is held, and the survivor is named', async () => {
  await merged('REVU-1', 'REVU-7');
  const { pairs } = await open(plan(['REVU-1', 'REVU-2', 'REVU-3']));
  const why = { code: 'merged-before', values: { duplicate: 'REVU-1', primary: 'REVU-7', run: RUN } };
  expect(pairs).toMatchObject([
    { state: 'held', why },
    { state: 'held', why },
  ]);
});

test('A pair that was put down unsent is done by the next run, once another cluster has merged the same two contacts', async () => {
  const cluster = plan(['REVU-48', 'REVU-51']);
  await open(cluster);
  await database.db.execute(sql`update pairs set state = 'held', reason = 'locked by another pair'`);
  await merged('REVU-51', 'REVU-48');
  const { pairs } = await open(cluster);
  expect(pairs).toEqual([{ duplicateId: 'REVU-51', state: 'done' }]);
});

test('While a pair of the cluster that was sent waits for a person, the others wait for it by name, and begin when it is resolved', async () => {
  const cluster = plan(['REVU-1', 'REVU-2', 'REVU-3']);
  await open(cluster);
  const { db } = database;
  const id = cluster.clusters[0]?.id ?? '';
  await db.execute(sql`update pairs set state = 'not-applied', sends = 1 where duplicate_id = 'REVU-3'`);
  for (const contact of ['REVU-1', 'REVU-3'])
    await db.execute(sql`insert into locks (crm, org, contact_id, cluster_id, primary_id, duplicate_id)
      values ('devrev', ${ORG}, ${contact}, ${id}, 'REVU-1', 'REVU-3')`);
  const waits = { state: 'not-started', why: { code: 'waits-for', values: { pair: `${id}.REVU-3` } } };
  expect((await open(cluster)).pairs).toMatchObject([waits, { duplicateId: 'REVU-3', state: 'not-applied' }]);
  await db.execute(sql`update pairs set state = 'abandoned' where duplicate_id = 'REVU-3'`);
  await db.execute(sql`delete from locks`);
  expect((await open(cluster)).pairs).toMatchObject([{ state: 'approved' }, { state: 'abandoned' }]);
});

test('A report lists where each contact is to be found now, also after a later run merged away what it was merged into', async () => {
  await merged('REVU-2', 'REVU-1');
  await merged('REVU-1', 'REVU-3', '0a1b2c3d4e5f-2');
  const { runId } = await open(plan(['REVU-5', 'REVU-6']));
  const run = await getRun(database.db, runId);
  if (run === null) throw new Error('No run');
  const redirects = await reportRedirects(database.db, { ...run, id: RUN });
  expect(redirects).toMatchObject([{ oldId: 'REVU-2', newId: 'REVU-3', newFullId: 'full-REVU-3', run: RUN }]);
});

function plan(contacts: string[]): Plan {
  const members = Object.fromEntries(contacts.map((id) => [id, [`TKT-${id.split('-')[1]}`]]));
  return smallWorld([{ members }]).plan;
}

/** As a run of before left it, in a cluster of the two contacts alone. */
async function merged(duplicate: string, primary: string, run = RUN): Promise<void> {
  const { db } = database;
  const consent = JSON.stringify({ checked: true, strict: {}, tightened: [], again: [], written: {} });
  await db.execute(sql`
    insert into pairs (mode, crm, org, cluster_id, primary_id, duplicate_id, state, run_id, sends, done_at, proof, consent)
    values ('real', 'devrev', ${ORG}, ${EARLIER}, ${primary}, ${duplicate}, 'done', ${run}, 1, clock_timestamp(), 'by reported', ${consent}::jsonb)`);
  await db.execute(sql`insert into consumed (crm, org, duplicate_id, primary_id, run_id)
    values ('devrev', ${ORG}, ${duplicate}, ${primary}, ${run})`);
  await db.execute(sql`insert into redirects (crm, org, old_id, new_id, old_full_id, new_full_id, run_id)
    values ('devrev', ${ORG}, ${duplicate}, ${primary}, ${`full-${duplicate}`}, ${`full-${primary}`}, ${run})`);
}

/** A new run of the plan takes its cluster on. */
async function open(of: Plan, { dryRun = false } = {}): Promise<TakenOnCluster & { runId: string }> {
  const { db } = database;
  await db.execute(sql`update runs set state = 'done'`);
  const options = { canary: 5, window: 1, limit: null, approve: 'auto' as const, csvDigest: null };
  const { id: runId } = await createRun(db, { plan: of, org: ORG, dryRun, options });
  await db.execute(sql`update run_clusters set state = 'approved' where run_id = ${runId}`);
  const request = { runId, clusterId: of.clusters[0]?.id ?? '', token: randomUUID() };
  const taken = await takeOnCluster(db, request, reasonWords);
  if (taken === null) throw new Error('Not open');
  expect(await takeOnCluster(db, request, reasonWords)).toEqual(taken);
  return { ...taken, runId };
}

async function rowOf(duplicate: string, mode = 'real'): Promise<Record<string, unknown> | undefined> {
  const [row] = await database.db.execute(sql`
    select * from pairs where mode = ${mode} and duplicate_id = ${duplicate} and cluster_id <> ${EARLIER}`);
  return row;
}
