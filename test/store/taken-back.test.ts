import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import { reasonWords } from '../../pages/kit/reason-words.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { keptApart } from '../../store/decisions/kept-apart.ts';
import { keepApart } from '../../store/decisions/lasting.ts';
import { writeIntent } from '../../store/ledger/merge-steps.ts';
import { type TakenOnCluster, takeOnCluster } from '../../store/ledger/take-on-cluster.ts';
import { reportRedirects } from '../../store/reports/redirects.ts';
import { createRun, requireRun } from '../../store/runs/runs.ts';
import { createStore } from '../support/database.ts';
import { smallWorld } from '../support/small-world.ts';
import { mergedByHand, undoneByHand } from '../support/undone-by-hand.ts';

const ORG = 'ACME';
const OF = { crm: 'devrev', org: ORG };
const RUN = '0a1b2c3d4e5f-1';
const UNDO = `undo-${RUN}-1`;

let database: Database;

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  database = openDatabase({ url });
});

afterAll(() => database.close());

beforeEach(async () => {
  const tables = ['locks', 'redirects', 'consumed', 'pair_events', 'pairs', 'lasting_members', 'lasting_decisions'];
  for (const table of tables) await database.db.execute(sql.raw(`delete from ${table}`));
});

const TAKEN_BACK = {
  state: 'taken-back',
  why: { code: 'taken-back', values: { contact: 'REVU-2', run: RUN, undo: UNDO, now: 'REVU-50' } },
};

test.for([{ dryRun: false }, { dryRun: true }])(
  'An export from before an undo is told where the contact is now, and its other pairs go on (%o)',
  async (options) => {
    await merged('REVU-2', 'REVU-1');
    await undone('REVU-2', 'REVU-50');
    const { pairs } = await open(plan(['REVU-1', 'REVU-2', 'REVU-3']), options);
    expect(pairs).toEqual([
      { duplicateId: 'REVU-2', ...TAKEN_BACK },
      { duplicateId: 'REVU-3', state: 'approved' },
    ]);
    expect(reasonWords(pairs[0]?.why as never)).toBe(`REVU-2 was merged by run ${RUN}, taken back, and is REVU-50 now`);
  },
);

test('The row of a merge that was taken back stays its first run’s for ever, and the next run of the same cluster is told the same', async () => {
  const same = plan(['REVU-1', 'REVU-2']);
  await merged('REVU-2', 'REVU-1', same.clusters[0]?.id);
  await undone('REVU-2', 'REVU-50');
  for (let night = 0; night < 2; night += 1)
    expect((await open(same)).pairs).toEqual([{ duplicateId: 'REVU-2', ...TAKEN_BACK }]);
  expect(await rows('select state, run_id from pairs')).toEqual([{ state: 'undone', run_id: RUN }]);
});

test('A pair that was done because another cluster had merged it is not done any more once that merge is taken back', async () => {
  const other = plan(['REVU-1', 'REVU-2', 'REVU-3']);
  await merged('REVU-2', 'REVU-1');
  expect((await open(other)).pairs[0]).toMatchObject({ state: 'done' });
  await undone('REVU-2', 'REVU-50');
  expect((await open(other)).pairs[0]).toMatchObject(TAKEN_BACK);
});

test('Nothing is merged into a primary that is another contact again', async () => {
  await merged('REVU-2', 'REVU-9');
  await undone('REVU-2', 'REVU-50');
  expect((await open(plan(['REVU-2', 'REVU-3']))).pairs).toEqual([{ duplicateId: 'REVU-3', ...TAKEN_BACK }]);
});

test('Where a contact is now is told through undos: merged, taken back, and the new contact merged by a later run', async () => {
  await merged('REVU-2', 'REVU-1');
  await undone('REVU-2', 'REVU-50');
  await merged('REVU-50', 'REVU-7');
  expect((await open(plan(['REVU-1', 'REVU-2']))).pairs).toMatchObject([{ why: { values: { now: 'REVU-7' } } }]);
  const run = { ...(await requireRun(database.db, await anyRun())), id: RUN };
  const redirects = await reportRedirects(database.db, run);
  expect(redirects.map(({ oldId, newId }) => `${oldId} ${newId}`)).toEqual(['REVU-2 REVU-7', 'REVU-50 REVU-7']);
});

test('What was merged into a contact that came back is known to be with that one', async () => {
  await merged('REVU-3', 'REVU-2');
  await merged('REVU-2', 'REVU-1');
  await undone('REVU-2', 'REVU-50');
  expect((await open(plan(['REVU-50', 'REVU-3']))).pairs).toMatchObject([{ state: 'done' }]);
  expect((await open(plan(['REVU-1', 'REVU-3']))).pairs).toMatchObject([{ state: 'held' }]);
});

test('A contact that a person has restored under its own id is taken back too, and its redirect ends there', async () => {
  await merged('REVU-2', 'REVU-1');
  await undone('REVU-2', 'REVU-2');
  expect((await open(plan(['REVU-1', 'REVU-2']))).pairs).toMatchObject([{ why: { values: { now: 'REVU-2' } } }]);
  const run = { ...(await requireRun(database.db, await anyRun())), id: RUN };
  expect(await reportRedirects(database.db, run)).toMatchObject([{ oldId: 'REVU-2', newId: 'REVU-2' }]);
});

test('Pairs that meet an undo’s locks wait for it by name, those of its contacts alone, and begin when it has ended', async () => {
  const cluster = plan(['REVU-1', 'REVU-2', 'REVU-3']);
  await locked('REVU-3');
  const waits = { state: 'not-started', why: { code: 'locked-by-undo', values: { undo: UNDO } } };
  expect((await open(cluster)).pairs).toMatchObject([{ state: 'approved' }, waits]);
  expect((await open(cluster, { dryRun: true })).pairs).toMatchObject([{ state: 'approved' }, { state: 'approved' }]);
  await locked('REVU-1');
  expect((await open(cluster)).pairs).toMatchObject([waits, waits]);
  await database.db.execute(sql`delete from locks`);
  expect((await open(cluster)).pairs).toMatchObject([{ state: 'approved' }, { state: 'approved' }]);
});

test('An undo that begins after the cluster was opened is met at intent, and keeps its locks', async () => {
  const step = await freshPair('REVU-2');
  await locked('REVU-1', 'REVU-2');
  expect(await writeIntent(database.db, step)).toEqual({ code: 'locked-by-undo', values: { undo: UNDO } });
  expect(await rows('select contact_id from locks order by 1')).toEqual([
    { contact_id: 'REVU-1' },
    { contact_id: 'REVU-2' },
  ]);
});

test('A merge that was taken back since the cluster was opened is not sent', async () => {
  const step = await freshPair('REVU-2');
  await merged('REVU-2', 'REVU-9');
  await undone('REVU-2', 'REVU-50');
  expect(await writeIntent(database.db, step)).toEqual(TAKEN_BACK.why);
});

test('A contact that came back stands for whom it was: a word about the old id holds for it, one about the primary’s people does not', async () => {
  await merged('REVU-2', 'REVU-1');
  await undone('REVU-2', 'REVU-50');
  const word = { ...OF, by: 'Ada', through: 'script' as const };
  await database.db.transaction((tx) =>
    keepApart(tx, { ...word, aparts: [{ members: ['REVU-2', 'REVU-4'], runId: null }] }),
  );
  expect(await keptApart(database.db, { ...OF, contacts: ['REVU-50', 'REVU-4'] })).toMatchObject({
    contacts: ['REVU-4', 'REVU-50'],
  });
  expect(await keptApart(database.db, { ...OF, contacts: ['REVU-1', 'REVU-4'] })).toBeNull();
  const { runId } = await open(plan(['REVU-1', 'REVU-4']));
  expect(await rows(`select cluster_id from run_refusals where run_id = '${runId}'`)).toEqual([]);
  const refused = await create(plan(['REVU-50', 'REVU-4']));
  expect(await rows(`select contacts from run_refusals where run_id = '${refused}'`)).toEqual([
    { contacts: ['REVU-4', 'REVU-50'] },
  ]);
});

function plan(contacts: string[]): Plan {
  const members = Object.fromEntries(contacts.map((id) => [id, [`TKT-${id.split('-')[1]}`]]));
  return smallWorld([{ members }]).plan;
}

function merged(duplicate: string, primary: string, cluster = 'e'.repeat(32)): Promise<void> {
  return mergedByHand(database.db, { ...OF, cluster, primary, duplicate, run: RUN });
}

function undone(duplicate: string, now: string): Promise<void> {
  return undoneByHand(database.db, { ...OF, duplicate, now, undo: UNDO });
}

async function locked(...contacts: string[]): Promise<void> {
  for (const contact of contacts)
    await database.db.execute(sql`insert into locks (crm, org, contact_id, cluster_id, primary_id, duplicate_id, undo_id)
      values ('devrev', ${ORG}, ${contact}, ${'e'.repeat(32)}, 'REVU-1', 'REVU-2', ${UNDO})`);
}

async function create(of: Plan, { dryRun = false } = {}): Promise<string> {
  await database.db.execute(sql`update runs set state = 'done'`);
  const options = { canary: 5, window: 1, limit: null, approve: 'auto' as const, csvDigest: null };
  return (await createRun(database.db, { plan: of, org: ORG, dryRun, options })).id;
}

/** A new run of the plan takes its cluster on. */
async function open(of: Plan, how: { dryRun?: boolean } = {}): Promise<TakenOnCluster & { runId: string }> {
  const runId = await create(of, how);
  await database.db.execute(sql`update run_clusters set state = 'approved' where run_id = ${runId}`);
  const request = { runId, clusterId: of.clusters[0]?.id ?? '', token: randomUUID() };
  const taken = await takeOnCluster(database.db, request, reasonWords);
  if (taken === null) throw new Error('Not open');
  expect(await takeOnCluster(database.db, request, reasonWords)).toEqual(taken);
  return { ...taken, runId };
}

async function freshPair(duplicateId: string): Promise<Parameters<typeof writeIntent>[1]> {
  const of = plan(['REVU-1', duplicateId]);
  await open(of);
  const token = randomUUID();
  await database.db.execute(sql`update pairs set state = 'fresh', token = ${token}::uuid, seq = 0`);
  const clusterId = of.clusters[0]?.id ?? '';
  return { key: { mode: 'real', ...OF, clusterId, primaryId: 'REVU-1', duplicateId }, attempt: { token, seq: 0 } };
}

async function anyRun(): Promise<string> {
  const [row] = await rows('select id from runs limit 1');
  return String(row?.id);
}

async function rows(query: string): Promise<Record<string, unknown>[]> {
  return [...(await database.db.execute(sql.raw(query)))];
}
