import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import { planDigest } from '../../contacts/planning/plan-text.ts';
import { readUndoStatus } from '../../control/undo/undo-status.ts';
import { undoExit } from '../../scripts/undo/undo-words.ts';
import type { Run } from '../../store/runs/runs.ts';
import { landLate } from '../support/land-late.ts';
import { standstill } from '../support/one-pair.ts';
import { PATIENT_ENV, PATIENT_TIMING } from '../support/patient.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { asBefore, newIds, type UndonePair, undo, undonePairs } from '../support/undo.ts';

const TIMING = { ...PATIENT_TIMING, quietMs: 600, looksApartMs: 100 };

/** REVU-2 and then REVU-3 into REVU-1; and another cluster. */
const TRIO = { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'], 'REVU-3': ['TKT-2', 'TKT-3'] };
const OTHERS = { 'REVU-4': ['TKT-4'], 'REVU-5': ['TKT-5'] };
/** Merged by another run. */
const LATER = { 'REVU-6': ['TKT-6'], 'REVU-7': ['TKT-7'] };

const { world, plan: all } = smallWorld([{ members: TRIO }, { members: OTHERS }, { members: LATER }]);

/** Of those clusters alone. */
function planOf(...primaries: string[]): Plan {
  const plan = { ...all, clusters: all.clusters.filter(({ primary }) => primaries.includes(primary)) };
  return { ...plan, digest: planDigest(plan) };
}

let scene: Scene;
let run: Run;
let before: unknown;

beforeAll(async () => {
  scene = await openScene({ world, plan: planOf('REVU-1', 'REVU-4') });
  before = asBefore(scene.sandbox.state(), {});
  await scene.workerHere(PATIENT_ENV);
  run = await scene.start({ timing: TIMING });
  await standstill(scene, run);
  await scene.database.db.execute(sql`
    update pairs set done_at = clock_timestamp() - interval '1 minute' where duplicate_id = 'REVU-5'`);
});

afterAll(() => scene.close());

async function takeBack(runId = run.id): Promise<{ id: string; code: number; pairs: Map<string, UndonePair> }> {
  const { id, result } = await undo(scene, { runId, timing: TIMING });
  await result();
  const pairs = new Map((await undonePairs(scene, id)).map((pair) => [pair.duplicate, pair]));
  const status = await readUndoStatus({ db: scene.database.db, client: async () => scene.client, name: id });
  return { id, code: undoExit(status), pairs };
}

test('Where a pair is held, the older merge into the same contact is put down and says which pair is in its way; the other cluster comes back, and the undo ends', async () => {
  scene.sandbox.addFault({ on: 'rev-users.create', times: 2, do: 'drop-before' });
  const { id, code, pairs } = await takeBack();
  const held = `${scene.plan.clusters.find(({ primary }) => primary === 'REVU-1')?.id}.REVU-3`;
  expect(pairs.get('REVU-3')).toMatchObject({ state: 'held', why: { code: 'undo-not-created' } });
  const values = { pair: held, run: run.id, undo: id };
  expect(pairs.get('REVU-2')).toMatchObject({ state: 'put-down', why: { code: 'undo-locked', values }, creates: 0 });
  expect(pairs.get('REVU-5')).toMatchObject({ state: 'done' });
  expect(code).toBe(5);
});

test('Once a person has seen to the pair that was held, another undo brings back both, and the end is as the start', async () => {
  const landed = await landLate(scene, { primary: 'REVU-1', duplicate: 'REVU-3' });
  const { pairs } = await takeBack();
  expect(pairs.get('REVU-3')).toMatchObject({ state: 'done', newId: landed });
  expect(pairs.get('REVU-2')).toMatchObject({ state: 'done' });
  expect(asBefore(scene.sandbox.state(), await newIds(scene))).toEqual(before);
  expect(await scene.database.db.execute(sql`select 1 from locks`)).toHaveLength(0);
});

test('A contact that is made, and that somebody has locked before it is found, is put down with its new id and kept apart; once it is free, another undo goes on with it', async () => {
  const later = await scene.start({ plan: planOf('REVU-6'), timing: TIMING });
  await standstill(scene, later);
  const { db } = scene.database;
  const made: string[] = [];
  const lock = async (): Promise<void> => {
    const id = scene.sandbox.effects().findLast(({ kind }) => kind === 'create')?.contact ?? '';
    made.push(id);
    await db.execute(sql`
      insert into locks (crm, org, contact_id, cluster_id, primary_id, duplicate_id)
      select crm, org, ${id}, 'another', 'REVU-900', ${id} from runs where id = ${later.id}`);
  };
  const addLock = (): void => void scene.sandbox.addFault({ on: 'rev-users.list', do: { kind: 'run', run: lock } });
  scene.sandbox.addFault({ on: 'rev-users.create', do: { kind: 'run', run: addLock } });
  const first = (await takeBack(later.id)).pairs.get('REVU-7');
  const values = { pair: `another.${made[0]}`, run: null, undo: null };
  const why = { code: 'undo-locked', values: { ...values, pair: expect.stringContaining(made[0] ?? '') } };
  expect(first).toMatchObject({ state: 'put-down', why, newId: made[0], creates: 1 });
  const apart = await db.execute<{ members: string[] }>(sql`
    select members from lasting_decisions where members @> array[${made[0]}]`);
  expect(apart.map(({ members }) => [...members].sort())).toEqual([['REVU-6', made[0]].sort()]);
  await db.execute(sql`delete from locks where cluster_id = 'another'`);
  expect((await takeBack(later.id)).pairs.get('REVU-7')).toMatchObject({ state: 'done', newId: made[0], creates: 1 });
});
