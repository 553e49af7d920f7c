import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { liftEverything, stopEverything } from '../../store/orders/everything.ts';
import { setUndoStop } from '../../store/undo/stop.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { standstill } from '../support/one-pair.ts';
import { until } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { createdContacts, previewUndo, startUndo, undonePairs } from '../support/undo.ts';

test('Stopped in the middle of a pair it writes nothing more; cancelled then, that pair is put down with its new id, and another undo goes on with it', async () => {
  const scene = await openScene(smallWorld(manyPairs(2)));
  try {
    const { db } = scene.database;
    await scene.workerHere();
    const run = await scene.start();
    await standstill(scene, run);
    const shown = await previewUndo(scene, { runId: run.id });
    const stop = async (): Promise<void> => void (await stopEverything(db, { by: 'ada' }));
    scene.sandbox.addFault({ on: 'rev-users.create', do: { kind: 'run', run: stop } });
    const started = await startUndo(scene, { runId: run.id, shown });
    const handle = scene.client.workflow.getHandle(started.workflowId);
    await until('it waits', async () => (await handle.query<{ paused: boolean }>('progress')).paused);
    const writes = scene.sandbox.effects().length;
    expect(createdContacts(scene)).toBe(1);
    await handle.cancel();
    await expect(started.result()).rejects.toThrow();
    expect(scene.sandbox.effects()).toHaveLength(writes);
    const [first, second] = await undonePairs(scene, started.id);
    expect(first).toMatchObject({
      state: 'put-down',
      why: { code: 'undo-stopped', values: { contact: first?.newId } },
    });
    expect(second).toMatchObject({ state: 'not-started' });
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

test('A token that the CRM refuses pauses the undo, and nothing was made; resumed, it goes on, and so it does where a later write is refused', async () => {
  const scene = await openScene(smallWorld(manyPairs(1)));
  try {
    await scene.workerHere();
    const run = await scene.start();
    await standstill(scene, run);
    const shown = await previewUndo(scene, { runId: run.id });
    scene.sandbox.addFault({ on: 'rev-users.create', do: '403' });
    scene.sandbox.addFault({ on: 'works.update', do: '401' });
    const started = await startUndo(scene, { runId: run.id, shown });
    const handle = scene.client.workflow.getHandle(started.workflowId);
    const isPaused = async (): Promise<boolean> => (await handle.query<{ paused: boolean }>('progress')).paused;
    for (const created of [0, 1]) {
      await until('it waits', isPaused);
      expect(createdContacts(scene)).toBe(created);
      await setUndoStop(scene.database.db, { undoId: started.id, stop: false, reason: null });
      await handle.signal('resume');
      await until('it has heard', async () => !(await isPaused()));
    }
    expect(await started.result()).toMatchObject({ undone: 1 });
    expect(createdContacts(scene)).toBe(1);
  } finally {
    await scene.close();
  }
});
