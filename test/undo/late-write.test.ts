import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { liftEverything, stopEverything } from '../../store/orders/everything.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { standstill } from '../support/one-pair.ts';
import { until } from '../support/outcome.ts';
import { PATIENT_ENV, PATIENT_TIMING } from '../support/patient.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { stopped } from '../support/stopped.ts';
import { asBefore, newIds, previewUndo, startUndo, undonePairs } from '../support/undo.ts';

/** Longer than a write of an undo may take to leave after its order was asked. */
const LONG_MS = 1_000;

test('A worker that has slept between the order and the write writes nothing once everything is paused; resumed, the undo goes on', async () => {
  const scene = await openScene(smallWorld(manyPairs(1)));
  try {
    const { db } = scene.database;
    const before = scene.sandbox.state();
    const merging = await scene.workerHere(PATIENT_ENV);
    const run = await scene.start({ timing: PATIENT_TIMING });
    await standstill(scene, run);
    const order = { runId: run.id, timing: PATIENT_TIMING };
    const shown = await previewUndo(scene, order);
    await merging.end();
    const sleeper = await scene.worker({ ...PATIENT_ENV, DEDUPE_FAILPOINT: 'undo.hand-back.before:1:stop' });
    const started = await startUndo(scene, { ...order, shown });
    const handle = scene.client.workflow.getHandle(started.workflowId);
    await stopped(sleeper.pid);
    await stopEverything(db, { by: 'ada' });
    const writes = scene.sandbox.effects().length;
    await sleep(LONG_MS);
    sleeper.kill('SIGCONT');
    await until('it waits', async () => (await handle.query<{ paused: boolean }>('progress')).paused);
    expect(scene.sandbox.effects()).toHaveLength(writes);
    expect(await undonePairs(scene, started.id)).toMatchObject([{ state: 'filled' }]);
    await liftEverything(db);
    await handle.signal('resume');
    expect(await started.result()).toMatchObject({ undone: 1 });
    expect(asBefore(scene.sandbox.state(), await newIds(scene))).toEqual(asBefore(before, {}));
  } finally {
    await scene.close();
  }
});
