import { expect, test } from 'vitest';
import { resumeRun } from '../../control/stop/pause-run.ts';
import { getRun, type Run, setStop } from '../../store/runs/runs.ts';
import { ended } from '../support/ended.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { hold } from '../support/hold.ts';
import { journalDetails } from '../support/ledger.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { mergePosts, until } from '../support/outcome.ts';
import { runLog } from '../support/run-log.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

/** A run that waits in its first backup, so that messages come before any merge. */
async function waitingRun() {
  const { world, plan } = smallWorld(manyPairs(2));
  const scene = await openScene({ world, plan });
  const held = hold(scene, [{ on: 'rev-users.get' }]);
  await scene.workerHere();
  const run = await scene.start({ window: 1 });
  await held.arrived();
  return { world, plan, scene, held, run, handle: scene.client.workflow.getHandle(run.workflowId) };
}

/** So many messages have led to a look at the store. */
async function heard(scene: Scene, run: Run, times: number): Promise<void> {
  const looks = () => runLog(scene.env.LOGS_DIR ?? '', run.id).filter(({ step }) => step === 'hearStop').length;
  await until('the run has looked', () => looks() >= times);
  await until('nothing is under way', async () => (await scene.progress(run)).stopSeq > 0);
}

test('A pause that arrives after a newer resume changes nothing', async () => {
  const { world, plan, scene, held, run, handle } = await waitingRun();
  try {
    const { db } = scene.database;
    const pause = await setStop(db, { runId: run.id, stop: true, reason: 'slow messenger' });
    await resumeRun({ db, client: async () => scene.client, run });
    await handle.signal('pause', { seq: pause.seq });
    await heard(scene, run, 1);
    expect(await scene.progress(run)).toMatchObject({ paused: false, pauseReason: null });
    held.letGo();
    expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { done: 2 } });
    await expectFaultFree(scene, { world, plan });
  } finally {
    await scene.close();
  }
});

test('A resume that arrives after a newer pause changes nothing', async () => {
  const { scene, held, run, handle } = await waitingRun();
  try {
    const { db } = scene.database;
    await setStop(db, { runId: run.id, stop: true, reason: 'first' });
    const resume = await setStop(db, { runId: run.id, stop: false, reason: null });
    const pause = await setStop(db, { runId: run.id, stop: true, reason: 'second' });
    await handle.signal('pause', { seq: pause.seq });
    await handle.signal('resume', { seq: resume.seq });
    await heard(scene, run, 2);
    expect(await scene.progress(run)).toMatchObject({ paused: true, pauseReason: 'second' });
    expect((await getRun(db, run.id))?.stopAt).not.toBeNull();
    held.letGo();
    const refused = async () => (await journalDetails(scene)).includes('not sent: the run was told to stop');
    await until('a merge was refused', refused);
    expect(mergePosts(scene)).toBe(0);
    await resumeRun({ db, client: async () => scene.client, run });
    expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { done: 2 } });
  } finally {
    await scene.close();
  }
});

test('A message that says only that there is a word leads to the reason that the store has', async () => {
  const { scene, held, run, handle } = await waitingRun();
  try {
    const { db } = scene.database;
    const pause = await setStop(db, { runId: run.id, stop: true, reason: 'the real reason' });
    await handle.signal('pause', { seq: pause.seq });
    await handle.signal('pause', { seq: pause.seq, reason: 'another one' });
    await heard(scene, run, 2);
    expect(await scene.progress(run)).toMatchObject({ paused: true, pauseReason: 'the real reason' });
    held.letGo();
    await resumeRun({ db, client: async () => scene.client, run });
    expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { done: 2 } });
  } finally {
    await scene.close();
  }
});
