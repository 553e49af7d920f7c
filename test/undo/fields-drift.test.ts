import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UndoKeep } from '../../contacts/undo/undo-plan.ts';
import type { Run } from '../../store/runs/runs.ts';
import { NEW, OLDER, refOf, withRefs } from '../support/external-refs.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { standstill } from '../support/one-pair.ts';
import { PATIENT_ENV, PATIENT_TIMING } from '../support/patient.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { type ClusterSpec, smallWorld } from '../support/small-world.ts';
import { type UndonePair, undo, undonePairs } from '../support/undo.ts';

/** REVU-1 to REVU-8 in pairs; and three of which the run gives the reference of REVU-12 to REVU-11. */
const TRIO: ClusterSpec = { members: { 'REVU-11': [], 'REVU-12': [], 'REVU-13': [] }, strategy: 'revu-ref' };
const TRIO_REFS = {
  'REVU-11': { ref: 'REVU-11', updatedAt: '2025-05-01T00:00:00.000000000Z' },
  'REVU-12': { ref: NEW, updatedAt: '2025-03-01T00:00:00.000000000Z' },
  'REVU-13': { ref: OLDER, updatedAt: '2025-02-01T00:00:00.000000000Z' },
};

/** A merge makes a description; a person has then written another. */
const BEFORE = '';
const SINCE = 'Called on Monday';

let scene: Scene;
let run: Run;

beforeAll(async () => {
  const { world, plan } = withRefs(smallWorld([...manyPairs(4), TRIO]), TRIO_REFS);
  scene = await openScene({ world, plan });
  await scene.workerHere(PATIENT_ENV);
  run = await scene.start({ timing: PATIENT_TIMING });
  await standstill(scene, run);
  for (const id of ['REVU-1', 'REVU-3', 'REVU-5'])
    scene.sandbox.act({ kind: 'editContact', id, patch: { description: SINCE } });
});

afterAll(() => scene.close());

/** One pair, or all that are left; by duplicate. */
async function takeBack(duplicateId: string | null, keep: UndoKeep | null): Promise<Map<string, UndonePair>> {
  const cluster = scene.plan.clusters.find(({ duplicates }) => duplicates.includes(duplicateId ?? ''));
  const order = { clusterId: cluster?.id ?? null, duplicateId, keep };
  const started = await undo(scene, { runId: run.id, timing: PATIENT_TIMING, ...order });
  await started.result();
  return new Map((await undonePairs(scene, started.id)).map((pair) => [pair.duplicate, pair]));
}

const description = (id: string): unknown => scene.sandbox.state().contacts[id]?.description;

test('With --keep theirs, what a person wrote since the merge stays on the contact that was kept', async () => {
  const pairs = await takeBack('REVU-2', 'theirs');
  const { state, newId, result } = pairs.get('REVU-2') ?? expect.unreachable();
  expect({ state, notBack: result?.notBack }).toEqual({ state: 'done', notBack: [] });
  expect([description('REVU-1'), description(newId ?? '')]).toEqual([expect.stringContaining(SINCE), BEFORE]);
});

test('With --keep ours, it has again what it had before the merge', async () => {
  const pairs = await takeBack('REVU-4', 'ours');
  const { state, newId, result } = pairs.get('REVU-4') ?? expect.unreachable();
  expect({ state, notBack: result?.notBack }).toEqual({ state: 'done', notBack: [] });
  expect([description('REVU-3'), description(newId ?? '')]).toEqual([BEFORE, BEFORE]);
});

test('A pair that the moved reference did not come from leaves it where it is', async () => {
  expect(refOf(scene, 'REVU-11')).toBe(NEW);
  const pairs = await takeBack('REVU-13', null);
  const { state, newId } = pairs.get('REVU-13') ?? expect.unreachable();
  expect([state, refOf(scene, 'REVU-11'), refOf(scene, newId ?? '')]).toEqual(['done', NEW, OLDER]);
});

test('The rest, where no two may have one e-mail: what is asked about is left and named, an e-mail that is taken too, and the moved reference goes back with its pair', async () => {
  scene.sandbox.configure({ emailsUnique: true });
  const pairs = await takeBack(null, null);
  const taken = (contact: string | null) => ({ code: 'undo-value-taken', values: { contact, field: 'email' } });
  const [asked, plain, moved] = ['REVU-6', 'REVU-8', 'REVU-12'].map((id) => pairs.get(id) ?? expect.unreachable());
  const left = { code: 'undo-asked', values: { contact: 'REVU-5', field: 'description' } };
  expect(asked).toMatchObject({ state: 'done', result: { notBack: [taken(asked?.newId ?? null), left] } });
  expect(description('REVU-5')).toContain(SINCE);
  expect(plain).toMatchObject({ state: 'done', result: { notBack: [taken(plain?.newId ?? null)] } });
  expect([description('REVU-7'), description(plain?.newId ?? '')]).toEqual([BEFORE, BEFORE]);
  expect([refOf(scene, 'REVU-11'), refOf(scene, moved?.newId ?? '')]).toEqual(['REVU-11', NEW]);
});

test('Once an undo has ended, the values that it wrote and showed are kept no longer', async () => {
  const { db } = scene.database;
  const kept = sql`select 1 from undo_pairs where frozen is not null or shown is not null`;
  expect(await db.execute(kept)).toEqual([]);
  const planned = sql`select 1 from undo_pairs where plan is not null`;
  expect((await db.execute(planned)).length).toBeGreaterThan(0);
});
