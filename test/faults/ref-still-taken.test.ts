import { expect, test } from 'vitest';
import { getRun } from '../../store/runs/runs.ts';
import { readReport } from '../report/read-report.ts';
import { runScript } from '../scripts/run-script.ts';
import {
  appliedInOrder,
  NEW,
  OLD,
  refChange,
  refOf,
  TRIO,
  TRIO_REFS,
  updatePosts,
  withRefs,
} from '../support/external-refs.ts';
import { PAIR, standstill } from '../support/one-pair.ts';
import { pairStates } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { resume } from '../support/words.ts';

const FOR_EVER = 3_600_000;
const CHANGE = `REVU-1: ${OLD} -> ${NEW}`;

function pairScene(sandbox: object): Promise<Scene> {
  return openScene({ ...withRefs(smallWorld([PAIR]), TRIO_REFS), sandbox });
}

test('A reference that the merged duplicate still holds for a while is waited for with timers, and written once it is free', async () => {
  const scene = await pairScene({ refHeldMs: FOR_EVER });
  const run = (): void => scene.sandbox.configure({ refHeldMs: 0 });
  scene.sandbox.addFault({ on: 'rev-users.update', nth: 3, do: { kind: 'run', run } });
  try {
    await scene.workerHere();
    expect(await scene.result(await scene.start())).toMatchObject({ state: 'done', counts: { done: 1 } });
    expect(appliedInOrder(scene)).toEqual(['REVU-1<-REVU-2', CHANGE]);
    expect(updatePosts(scene)).toBe(3);
    expect(await refChange(scene)).toEqual({ state: 'done', reason: null, sends: 3 });
  } finally {
    await scene.close();
  }
});

test('A reference that does not get free within the bound holds the cluster with the reason, and the next run of the plan writes it', async () => {
  const scene = await pairScene({ refHeldMs: FOR_EVER });
  try {
    await scene.workerHere();
    const run = await scene.start();
    const progress = await standstill(scene, run);
    expect(progress).toMatchObject({ paused: true, counts: { held: 1, done: 0, merged: 1 } });
    const reason = 'external reference: another contact still holds the new one (POST rev-users.update: HTTP 409)';
    expect(await refChange(scene)).toMatchObject({ state: 'held', reason });
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'done' });
    expect(refOf(scene, 'REVU-1')).toBe(OLD);
    const status = await runScript(scene, ['status', '--json']);
    const why = { code: 'ref-taken', values: { kind: 'conflict', status: 409 } };
    expect(JSON.parse(status.out).unfinished).toMatchObject({ pairs: [], clusters: [{ state: 'held', reason, why }] });

    await resume(scene, run);
    await scene.result(run);
    expect(await getRun(scene.database.db, run.id)).toMatchObject({ state: 'done' });
    expect(readReport(scene, run).report.externalRefs).toMatchObject([{ state: 'held', done: false, reason }]);
    expect(await runScript(scene, ['report'])).toMatchObject({
      code: 5,
      out: expect.stringContaining('0 of 1 changed, 1 held'),
    });

    scene.sandbox.configure({ refHeldMs: 0 });
    expect(await scene.result(await scene.start())).toMatchObject({ state: 'done', counts: { done: 1, merged: 0 } });
    expect(appliedInOrder(scene)).toEqual(['REVU-1<-REVU-2', CHANGE]);
  } finally {
    await scene.close();
  }
});

test('A reference that a merge itself gives to the primary is found there and not written, or written over by the newest', async () => {
  const sandbox = { mergeExternalRef: 'take' as const };
  const pair = await pairScene(sandbox);
  const trio = await openScene({ ...withRefs(smallWorld([TRIO]), TRIO_REFS), sandbox });
  try {
    await pair.workerHere();
    await trio.workerHere();
    expect(await pair.result(await pair.start())).toMatchObject({ counts: { done: 1 } });
    expect(updatePosts(pair)).toBe(0);
    expect(await refChange(pair)).toEqual({ state: 'done', reason: null, sends: 0 });
    expect(await trio.result(await trio.start())).toMatchObject({ counts: { done: 1, merged: 2 } });
    expect(refOf(trio, 'REVU-1')).toBe(NEW);
    expect(await refChange(trio)).toEqual({ state: 'done', reason: null, sends: 1 });
  } finally {
    await pair.close();
    await trio.close();
  }
});
