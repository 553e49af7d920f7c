import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { queueOf } from '../../control/queue-of.ts';
import { pauseEverything, resumeEverything } from '../../control/stop/pause-everything.ts';
import type { Run } from '../../store/runs/runs.ts';
import { createUndo } from '../../store/undo/create-undo.ts';
import { setUndoStop } from '../../store/undo/stop.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { standstill } from '../support/one-pair.ts';
import { until } from '../support/outcome.ts';
import { PATIENT_ENV, PATIENT_TIMING } from '../support/patient.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { createdContacts, previewUndo, startUndo, undonePairs } from '../support/undo.ts';

let scene: Scene;
let run: Run;

beforeAll(async () => {
  scene = await openScene(smallWorld(manyPairs(3)));
  await scene.workerHere(PATIENT_ENV);
  run = await scene.start({ timing: PATIENT_TIMING });
  await standstill(scene, run);
});

afterAll(() => scene.close());

test('An undo that was started by hand, without an order of its own, is refused and writes nothing', async () => {
  const writes = scene.sandbox.effects().length;
  const taskQueue = await queueOf(scene.database.db, scene.env.TEMPORAL_TASK_QUEUE ?? '');
  const preview = await previewUndo(scene, { runId: run.id });
  const inputs = [undefined, {}, { undo: 'undo-nobody-1' }, { undo: preview.undoId }];
  for (const [index, input] of inputs.entries()) {
    const workflowId = `undo-by-hand-${index}`;
    const started = { workflowId, taskQueue, args: input === undefined ? [] : [input] };
    const handle = await scene.client.workflow.start('undoRun', started);
    await expect(handle.result()).rejects.toThrow();
  }
  expect(scene.sandbox.effects()).toHaveLength(writes);
});

test('A preview reads only: it writes nothing, and shows the same digest as long as nothing changes', async () => {
  const writes = scene.sandbox.effects().length;
  const first = await previewUndo(scene, { runId: run.id });
  const second = await previewUndo(scene, { runId: run.id });
  expect(second.digest).toBe(first.digest);
  expect(scene.sandbox.effects()).toHaveLength(writes);
});

test('A digest that nobody was shown is no order', async () => {
  const shown = await previewUndo(scene, { runId: run.id });
  const order = { runId: run.id, clusterId: null, duplicateId: null, keep: null, through: false, by: 'ada' };
  const forged = { ...order, timing: PATIENT_TIMING, shown: { ...shown, digest: '0'.repeat(64) } };
  expect(await createUndo(scene.database.db, forged)).toEqual({ kind: 'not-shown' });
});

test('A contact that was changed since it was shown is put down; paused, by its own word or everybody’s, an undo writes nothing; then the rest goes on', async () => {
  const { db } = scene.database;
  const shown = await previewUndo(scene, { runId: run.id });
  const [newest] = await undonePairs(scene, shown.undoId);
  const writes = scene.sandbox.effects().length;
  const everything = { db, client: async () => scene.client };
  await pauseEverything({ ...everything, by: 'ada' });
  const started = await startUndo(scene, { runId: run.id, shown });
  const handle = scene.client.workflow.getHandle(started.workflowId);
  const why = async () => (await handle.query<{ pauseReason: string | null }>('progress')).pauseReason;
  await until('it waits', async () => (await why()) === 'everything-paused');
  const [second] = (await createAnother(shown)) ? [] : ['refused'];
  expect(second).toBe('refused');
  await setUndoStop(db, { undoId: started.id, stop: true, reason: 'paused-by-person', by: 'person' });
  expect((await resumeEverything(everything)).undos).toEqual([started.id]);
  await until('it has heard', async () => (await why()) === 'paused-by-person');
  const [row] = await db.execute<{ members: string[] }>(sql`
    select array[primary_id] as members from undo_pairs where undo_id = ${started.id} and duplicate_id = ${newest?.duplicate}`);
  scene.sandbox.act({ kind: 'editContact', id: row?.members[0] ?? '', patch: { description: 'Called on Monday' } });
  expect(createdContacts(scene)).toBe(0);
  await setUndoStop(db, { undoId: started.id, stop: false, reason: null });
  await handle.signal('resume');
  await started.result();
  const ended = (await undonePairs(scene, started.id)).map(({ state, why }) => [state, why?.code ?? null]);
  expect(ended).toEqual([
    ['put-down', 'undo-changed'],
    ['done', null],
    ['done', null],
  ]);
  expect(createdContacts(scene)).toBe(2);
  expect(scene.sandbox.effects().length).toBeGreaterThan(writes);
});

/** A second order while one is open. */
async function createAnother(shown: { undoId: string; digest: string }): Promise<boolean> {
  const order = { runId: run.id, clusterId: null, duplicateId: null, keep: null, through: false, by: 'bob' };
  const made = await createUndo(scene.database.db, { ...order, timing: PATIENT_TIMING, shown });
  return made.kind === 'created';
}

test('What is taken back already is not taken back again, and the next undo says by which', async () => {
  const again = await previewUndo(scene, { runId: run.id });
  const pairs = await undonePairs(scene, again.undoId);
  expect(pairs.filter(({ why }) => why?.code === 'undo-before')).toHaveLength(2);
});
