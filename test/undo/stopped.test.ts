import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { orderUndo } from '../../control/undo/order-undo.ts';
import { sayToUndo } from '../../control/undo/say-to-undo.ts';
import { liftEverything, stopEverything } from '../../store/orders/everything.ts';
import { setUndoStop } from '../../store/undo/stop.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { standstill } from '../support/one-pair.ts';
import { until } from '../support/outcome.ts';
import { PATIENT_ENV, PATIENT_TIMING } from '../support/patient.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { asBefore, createdContacts, newIds, previewUndo, startUndo, undonePairs } from '../support/undo.ts';

test('Stopped in the middle of a pair it writes nothing more; cancelled then, that pair is put down with its new id, and another undo goes on with it', async () => {
  const scene = await openScene(smallWorld(manyPairs(2)));
  try {
    const { db } = scene.database;
    await scene.workerHere(PATIENT_ENV);
    const run = await scene.start({ timing: PATIENT_TIMING });
    await standstill(scene, run);
    const shown = await previewUndo(scene, { runId: run.id });
    const stop = async (): Promise<void> => void (await stopEverything(db, { by: 'ada' }));
    scene.sandbox.addFault({ on: 'rev-users.create', do: { kind: 'run', run: stop } });
    const started = await startUndo(scene, { runId: run.id, shown });
    const handle = scene.client.workflow.getHandle(started.workflowId);
    await until('it waits', async () => (await handle.query<{ paused: boolean }>('progress')).paused);
    const writes = scene.sandbox.effects().length;
    expect(createdContacts(scene)).toBe(1);
    const said = { name: started.id, word: 'cancel', reason: null } as const;
    await sayToUndo({ db, client: async () => scene.client }, said);
    await expect(started.result()).rejects.toThrow();
    expect(scene.sandbox.effects()).toHaveLength(writes);
    const [first, second] = await undonePairs(scene, started.id);
    expect(first).toMatchObject({
      state: 'put-down',
      why: { code: 'undo-stopped', values: { contact: first?.newId } },
    });
    expect(second).toMatchObject({ state: 'not-started' });
    const apart = await db.execute<{ members: string[] }>(sql`select members from lasting_decisions`);
    expect(
      apart.map(({ members }) => members.includes(first?.newId ?? '')),
      'it may be merged again',
    ).toEqual([true]);
    const told = [{ state: 'put-down', newId: first?.newId }, { state: 'not-started' }];
    expect(reportOf(scene, started.id)).toMatchObject({ state: 'cancelled', pairs: told });
    await liftEverything(db);
    const again = await startUndo(scene, { runId: run.id, shown: await previewUndo(scene, { runId: run.id }) });
    expect(await again.result()).toMatchObject({ state: 'done', undone: 2 });
    expect((await undonePairs(scene, again.id))[0]?.newId).toBe(first?.newId);
    const asked = await db.execute(sql`
      select 1 from undo_events where undo_id = ${again.id} and duplicate_id = ${first?.duplicate} and to_state = 'creating'`);
    expect(asked, 'the contact is asked for again').toHaveLength(0);
    expect(createdContacts(scene)).toBe(2);
  } finally {
    await scene.close();
  }
});

test('A token that the CRM refuses pauses the undo, and nothing was made; resumed, it goes on, and so it does where a later write is refused; where its workflow is gone, another one goes on', async () => {
  const scene = await openScene(smallWorld(manyPairs(1)));
  try {
    await scene.workerHere(PATIENT_ENV);
    const { db } = scene.database;
    const before = scene.sandbox.state();
    const run = await scene.start({ timing: PATIENT_TIMING });
    await standstill(scene, run);
    const shown = await previewUndo(scene, { runId: run.id });
    scene.sandbox.addFault({ on: 'rev-users.create', do: '403' });
    scene.sandbox.addFault({ on: 'rev-users.update', do: '401' });
    scene.sandbox.addFault({ on: 'works.update', do: '401' });
    const started = await startUndo(scene, { runId: run.id, shown });
    const handle = scene.client.workflow.getHandle(started.workflowId);
    const isPaused = async (): Promise<boolean> => (await handle.query<{ paused: boolean }>('progress')).paused;
    for (const created of [0, 1]) {
      await until('it waits', isPaused);
      expect(createdContacts(scene)).toBe(created);
      await setUndoStop(db, { undoId: started.id, stop: false, reason: null });
      await handle.signal('resume');
      await until('it has heard', async () => !(await isPaused()));
    }
    await until('it waits where it hands back', isPaused);
    await handle.terminate();
    const shownAgain = await previewUndo(scene, { runId: run.id });
    const what = { clusterId: null, duplicateId: null, keep: null, through: false, by: 'bob', shown: shownAgain };
    const stage = { client: scene.client, db, taskQueue: scene.env.TEMPORAL_TASK_QUEUE ?? '', timing: PATIENT_TIMING };
    const other = await orderUndo({ ...stage, ...what, run });
    await other.ended();
    expect(await undonePairs(scene, other.id)).toMatchObject([{ state: 'done', creates: 1 }]);
    expect(createdContacts(scene)).toBe(1);
    expect(asBefore(scene.sandbox.state(), await newIds(scene))).toEqual(asBefore(before, {}));
  } finally {
    await scene.close();
  }
});

function reportOf({ env }: Scene, undoId: string): unknown {
  return JSON.parse(readFileSync(join(env.REPORTS_DIR ?? '', undoId, 'undo.json'), 'utf8'));
}
