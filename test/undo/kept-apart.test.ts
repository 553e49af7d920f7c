import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sayToUndo } from '../../control/undo/say-to-undo.ts';
import { liftEverything, stopEverything } from '../../store/orders/everything.ts';
import type { Run } from '../../store/runs/runs.ts';
import { standstill } from '../support/one-pair.ts';
import { until } from '../support/outcome.ts';
import { PATIENT_ENV, PATIENT_TIMING } from '../support/patient.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { previewUndo, startUndo, type UndonePair, type UndoStarted, undo, undonePairs } from '../support/undo.ts';

/** REVU-2 and then REVU-3 into REVU-1. */
const TRIO = { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'], 'REVU-3': ['TKT-3'] };

/** Nothing is proven while a test looks. */
const LONG = { ...PATIENT_TIMING, quietMs: 600_000 };

let scene: Scene;
let run: Run;
/** Under which ids they are back. */
let third = '';
let second = '';

beforeAll(async () => {
  scene = await openScene(smallWorld([{ members: TRIO }]));
  await scene.workerHere(PATIENT_ENV);
  run = await scene.start({ timing: PATIENT_TIMING });
  await standstill(scene, run);
});

afterAll(() => scene.close());

const orderOf = (duplicateId: string) => ({
  ...{ runId: run.id, clusterId: scene.plan.clusters[0]?.id ?? '', duplicateId },
  timing: LONG,
});

/** Cancelled, and where its pair stands then. */
async function cancelled(started: UndoStarted): Promise<UndonePair> {
  const { db } = scene.database;
  await sayToUndo({ db, client: async () => scene.client }, { name: started.id, word: 'cancel', reason: null });
  await expect(started.result()).rejects.toThrow();
  const [pair] = await undonePairs(scene, started.id);
  return pair ?? expect.unreachable();
}

/** Who is kept apart from this contact. */
async function apartFrom(contact: string): Promise<string[]> {
  const rows = await scene.database.db.execute<{ members: string[] }>(sql`
    select members from lasting_decisions where members @> array[${contact}] and forgotten_at is null`);
  return rows.flatMap(({ members }) => members.filter((one) => one !== contact)).sort();
}

test('Whose id is known by the answer alone is kept apart from both others before any look has shown it', async () => {
  const { sandbox } = scene;
  const lag = (): void => void sandbox.addFault({ on: ['rev-users.list', 'rev-users.get'], every: 1, do: 'stale' });
  const shown = await previewUndo(scene, orderOf('REVU-3'));
  sandbox.addFault({ on: 'rev-users.create', do: { kind: 'run', run: lag } });
  const started = await startUndo(scene, { ...orderOf('REVU-3'), shown });
  await until('the answer is noted', async () => (await undonePairs(scene, started.id))[0]?.newId != null);
  const pair = await cancelled(started);
  expect(pair).toMatchObject({ state: 'held', why: { code: 'undo-stopped', values: { state: 'creating' } } });
  third = pair.newId ?? '';
  expect(await apartFrom(third)).toEqual(['REVU-1', 'REVU-2']);
  sandbox.clearFaults();
});

test('Whom an earlier undo has made is kept apart by the next one as soon as it is locked', async () => {
  const { db } = scene.database;
  await db.execute(sql`update lasting_decisions set forgotten_at = clock_timestamp()`);
  const shown = await previewUndo(scene, orderOf('REVU-3'));
  const stop = async (): Promise<void> => void (await stopEverything(db, { by: 'ada' }));
  scene.sandbox.addFault({ on: 'works.update', do: { kind: 'run', run: stop } });
  const started = await startUndo(scene, { ...orderOf('REVU-3'), shown });
  const handle = scene.client.workflow.getHandle(started.workflowId);
  await until('it waits', async () => (await handle.query<{ paused: boolean }>('progress')).paused);
  expect(await apartFrom(third)).toEqual(['REVU-1', 'REVU-2']);
  expect(await cancelled(started)).toMatchObject({ state: 'put-down', newId: third });
  await liftEverything(db);
});

test('Who comes back after one that was put down is kept apart from that one too, by the id of now', async () => {
  const taken = await undo(scene, orderOf('REVU-2'));
  await taken.result();
  const [pair] = await undonePairs(scene, taken.id);
  expect(pair).toMatchObject({ state: 'done' });
  second = pair?.newId ?? '';
  expect(await apartFrom(second)).toEqual(['REVU-1', 'REVU-3', third].sort());
  const rest = await undo(scene, orderOf('REVU-3'));
  await rest.result();
  expect(await undonePairs(scene, rest.id)).toMatchObject([{ state: 'done', newId: third }]);
  expect(await apartFrom(third)).toEqual(['REVU-1', 'REVU-2', second].sort());
});
