import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CanonicalState } from '../../sandbox/devrev/objects/canonical-state.ts';
import { standstill } from '../support/one-pair.ts';
import { pairStates } from '../support/outcome.ts';
import { PATIENT_ENV, PATIENT_TIMING } from '../support/patient.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { asBefore, newIds, previewUndo, startUndo, type UndoStarted, undonePairs } from '../support/undo.ts';

let scene: Scene;
let before: CanonicalState;
let started: UndoStarted;
/** Calls of the undo itself, without its preview. */
let calls: number;

beforeAll(async () => {
  const { world, plan } = smallWorld([
    {
      members: { 'REVU-1': ['TKT-1', 'TKT-2'], 'REVU-2': ['TKT-2', 'TKT-3', 'TKT-4'] },
      conversations: { 'CONV-1': ['REVU-2'], 'CONV-2': ['REVU-1', 'REVU-2'] },
    },
  ]);
  scene = await openScene({ world, plan });
  before = scene.sandbox.state();
  await scene.workerHere(PATIENT_ENV);
  const run = await scene.start({ timing: PATIENT_TIMING });
  await standstill(scene, run);
  const order = { runId: run.id, timing: PATIENT_TIMING };
  const shown = await previewUndo(scene, order);
  const asked = scene.sandbox.requests().length;
  started = await startUndo(scene, { ...order, shown });
  await started.result();
  calls = scene.sandbox.requests().length - asked;
});

afterAll(() => scene.close());

test('A merge is taken back: the CRM is as it was, but for the id under which the contact is back', async () => {
  expect(await undonePairs(scene, started.id)).toMatchObject([{ duplicate: 'REVU-2', state: 'done', creates: 1 }]);
  expect(asBefore(scene.sandbox.state(), await newIds(scene))).toEqual(asBefore(before, {}));
});

test('It takes no more calls than were said before', async () => {
  const [pair] = await undonePairs(scene, started.id);
  expect(calls).toBeLessThanOrEqual(pair?.plan?.calls ?? 0);
});

test('The ledger has the merge as undone, and its locks are gone', async () => {
  expect(await pairStates(scene)).toEqual({ 'REVU-2': 'undone' });
  expect(await scene.database.db.execute(sql`select 1 from locks`)).toHaveLength(0);
});

test('The old id leads to the contact that is back, and says where it led before', async () => {
  const { 'REVU-2': now = '' } = await newIds(scene);
  const rows = await scene.database.db.execute(sql`
    select old_id, new_id, former_id, undo_id, undone_at is not null as dated from redirects`);
  expect(rows).toEqual([{ old_id: 'REVU-2', new_id: now, former_id: 'REVU-1', undo_id: started.id, dated: true }]);
  const consumed = await scene.database.db.execute(sql`select duplicate_id, undo_id from consumed`);
  expect(consumed).toEqual([{ duplicate_id: 'REVU-2', undo_id: started.id }]);
});

test('A decision that lasts keeps the two apart', async () => {
  const { 'REVU-2': now = '' } = await newIds(scene);
  const rows = await scene.database.db.execute(sql`
    select members, by, because, through from lasting_decisions where forgotten_at is null`);
  expect(rows).toEqual([{ members: ['REVU-1', now].sort(), by: 'ada', because: 'undone', through: 'undo' }]);
});
