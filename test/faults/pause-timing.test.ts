import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { pauseRun, resumeRun } from '../../control/pause-run.ts';
import { getRun, type Run } from '../../store/runs.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { appliedMerges, mergePosts, until } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { mergeTimes, stopTime } from '../support/stop-time.ts';

const PAIRS = 40;

const pauses: [string, (scene: Scene, run: Run) => Promise<unknown>][] = [
  [
    'a script',
    (scene, run) => pauseRun({ db: scene.database.db, client: async () => scene.client, run, reason: 'lunch' }),
  ],
  [
    'a signal alone, as from the Temporal UI',
    (scene, run) => scene.client.workflow.getHandle(run.workflowId).signal('pause'),
  ],
];

test.for(pauses)(
  'After a pause by %s no merge arrives more than a second later, and a resume goes on to the end',
  async ([, pause]) => {
    const { world, plan } = smallWorld(manyPairs(PAIRS));
    const slow = { on: '*', every: 1, do: { kind: 'slow' as const, ms: 15 } };
    const scene = await openScene({ world, plan, sandbox: { faults: [slow] } });
    try {
      await scene.workerHere();
      const run = await scene.start({ canary: 2, window: 8 });
      await until('a good many are merged', () => appliedMerges(scene).length >= 8, 60_000);
      await pause(scene, run);
      await until('the store says stop', async () => (await getRun(scene.database.db, run.id))?.stopAt !== null);
      const stopAt = await stopTime(scene, run);
      await until('the workflow has heard of it', async () => (await scene.progress(run)).paused);
      await sleep(Math.max(0, stopAt + 1_100 - Date.now()));
      const late = mergeTimes(scene).filter((at) => at > stopAt + 1_000);
      expect(late).toEqual([]);
      const sent = mergePosts(scene);
      expect(sent).toBeLessThan(PAIRS);

      await resumeRun({ db: scene.database.db, client: async () => scene.client, run });
      expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: PAIRS, merged: PAIRS } });
      await expectFaultFree(scene, { world, plan });
    } finally {
      await scene.close();
    }
  },
);
