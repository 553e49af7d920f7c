import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { type Database, openDatabase } from '../../store/database.ts';
import { createRun, type Run, requireRun } from '../../store/runs/runs.ts';
import { createUndo } from '../../store/undo/create-undo.ts';
import { addUndoLocks, takeUndoLocks } from '../../store/undo/locks.ts';
import { createStore } from '../support/database.ts';
import { smallWorld } from '../support/small-world.ts';
import { TEST_TIMING } from '../support/timing.ts';
import { mergedByHand } from '../support/undone-by-hand.ts';

/** REVU-3 is to come back out of REVU-1, and REVU-2 stands in its way. */
const MEMBERS = { 'REVU-1': [], 'REVU-2': [], 'REVU-3': [] };

let database: Database;
let run: Run;
let cluster: string;
let undoId: string;

beforeAll(async () => {
  database = openDatabase({ url: await createStore(inject('adminDatabaseUrl')) });
  const { db } = database;
  const { world, plan } = smallWorld([{ members: MEMBERS }]);
  const options = { canary: 5, window: 4, limit: null, approve: 'auto' as const, csvDigest: null };
  const { id } = await createRun(db, { plan, org: world.org, dryRun: false, options });
  run = await requireRun(db, id);
  cluster = plan.clusters[0]?.id ?? '';
  for (const duplicate of ['REVU-2', 'REVU-3'])
    await mergedByHand(db, { crm: run.crm, org: run.org, cluster, primary: 'REVU-1', duplicate, run: id });
});

beforeEach(async () => {
  const { db } = database;
  await db.execute(sql`delete from locks`);
  await db.execute(sql`delete from orders`);
  await db.execute(sql`update undos set state = 'done'`);
  await stands({ state: 'done', run: 'done' });
  const what = { clusterId: null, duplicateId: null, keep: null, through: false, by: 'ada', shown: null };
  const made = await createUndo(db, { ...what, runId: run.id, timing: TEST_TIMING });
  if (made.kind !== 'created') return expect.unreachable();
  undoId = made.id;
});

afterAll(() => database.close());

/** Where the merge of REVU-2 stands, and its run. */
async function stands(now: { state: string; run: string }): Promise<void> {
  await database.db.execute(sql`update pairs set state = ${now.state} where duplicate_id = 'REVU-2'`);
  await database.db.execute(sql`
    update runs set state = ${now.run}, ended_at = case when ${now.run} <> 'open' then clock_timestamp() end where id = ${run.id}`);
}

async function lock(contact: string, undo: string | null): Promise<void> {
  await database.db.execute(sql`
    insert into locks (crm, org, contact_id, cluster_id, primary_id, duplicate_id, undo_id)
    values (${run.crm}, ${run.org}, ${contact}, ${cluster}, 'REVU-1', 'REVU-2', ${undo})`);
}

const owner = () => ({
  key: { undoId, clusterId: cluster, primaryId: 'REVU-1', duplicateId: 'REVU-3' },
  crm: run.crm,
  org: run.org,
});

const holder = (needsPerson: boolean, undo: string | null = null) => ({
  pair: `${cluster}.REVU-2`,
  run: run.id,
  undo,
  needsPerson,
});

test.each([
  ['held', 'open', true],
  ['conflict', 'open', true],
  ['sent', 'open', false],
  ['sent', 'failed', true],
  ['intent', 'cancelled', true],
])('A merge that is %s, of a run that is %s, holds a contact: it needs a person: %s', async (state, ofRun, needs) => {
  await stands({ state, run: ofRun });
  await lock('REVU-1', null);
  expect(await takeUndoLocks(database.db, owner(), ['REVU-1', 'REVU-3'])).toEqual(holder(needs));
});

test('A merge whose run has ended, and that a person’s word leads on, is waited for', async () => {
  await stands({ state: 'sent', run: 'failed' });
  await lock('REVU-1', null);
  await database.db.execute(sql`
    insert into orders (workflow_id, mode, crm, org, cluster_id, primary_id, duplicate_id, word, by, timing)
    values ('resolve-1', 'real', ${run.crm}, ${run.org}, ${cluster}, 'REVU-1', 'REVU-2', 'merged', 'ada', ${JSON.stringify(TEST_TIMING)}::jsonb)`);
  expect(await takeUndoLocks(database.db, owner(), ['REVU-1'])).toEqual(holder(false));
  await database.db.execute(sql`update orders set withdrawn_at = clock_timestamp()`);
  expect(await takeUndoLocks(database.db, owner(), ['REVU-1'])).toEqual(holder(true));
});

test('What an undo that has ended has kept, or this one itself of another pair, needs a person', async () => {
  const [ended] = await database.db.execute<{ id: string }>(sql`select id from undos where id <> ${undoId} limit 1`);
  for (const undo of [ended?.id ?? undoId, undoId]) {
    await lock('REVU-1', undo);
    expect(await takeUndoLocks(database.db, owner(), ['REVU-1', 'REVU-3'])).toEqual(holder(true, undo));
    await database.db.execute(sql`delete from locks`);
  }
});

test('Locks that a pair takes are all or none, and one more that it is refused costs it none of those it has', async () => {
  const { db } = database;
  const held = async () =>
    (await db.execute(sql`select contact_id from locks where undo_id is not null order by 1`)).map(
      (row) => row.contact_id,
    );
  await lock('REVU-4', null);
  expect(await takeUndoLocks(db, owner(), ['REVU-1', 'REVU-4'])).not.toBeNull();
  expect(await held()).toEqual([]);
  expect(await takeUndoLocks(db, owner(), ['REVU-1', 'REVU-3'])).toBeNull();
  expect(await addUndoLocks(db, owner(), ['REVU-1', 'REVU-3', 'REVU-4'])).not.toBeNull();
  expect(await held()).toEqual(['REVU-1', 'REVU-3']);
});
