import { expect, test } from 'vitest';
import { startResolve } from '../../control/start-resolve.ts';
import { resumeRun } from '../../control/stop/pause-run.ts';
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
import { pairStates, until } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { TEST_TIMING } from '../support/timing.ts';

const NEVER = { on: 'rev-users.merge', pair: { duplicate: 'REVU-3' }, do: { kind: 'never' as const } };

test('While one pair of its cluster is not done the primary keeps its external reference, and resolving that pair hands it over', async () => {
  const scene = await openScene({ ...withRefs(smallWorld([TRIO]), TRIO_REFS), sandbox: { faults: [NEVER] } });
  const { client, database } = scene;
  try {
    await scene.workerHere();
    const run = await scene.start();
    await until('the run is paused', async () => (await scene.progress(run)).paused, 60_000);
    await resumeRun({ db: database.db, client: async () => client, run });
    expect(await scene.result(run)).toMatchObject({ counts: { held: 1, done: 0, merged: 1 } });
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'done', 'REVU-3': 'not-applied' });
    expect(updatePosts(scene)).toBe(0);
    expect(refOf(scene, 'REVU-1')).toBe(OLD);
    expect(await refChange(scene)).toEqual({ state: 'planned', reason: null, sends: 0 });

    const pair = `${scene.plan.clusters[0]?.id}.REVU-3`;
    const taskQueue = scene.env.TEMPORAL_TASK_QUEUE ?? '';
    const common = { client, db: database.db, crms: {}, timing: TEST_TIMING, taskQueue };
    const resolving = await startResolve({ ...common, pair, as: 'resend', by: 'Grace' });
    expect(await resolving.result()).toEqual({ outcome: 'done', reason: null });
    expect(appliedInOrder(scene)).toEqual(['REVU-1<-REVU-2', 'REVU-1<-REVU-3', `REVU-1: ${OLD} -> ${NEW}`]);
    expect(await refChange(scene)).toEqual({ state: 'done', reason: null, sends: 1 });
  } finally {
    await scene.close();
  }
});
