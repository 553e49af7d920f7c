import { expect, test } from 'vitest';
import { resumeRun } from '../../control/stop/pause-run.ts';
import { childrenOf } from '../support/children.ts';
import { appliedMerges, until } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { tinyPairs } from '../support/tiny-pairs.ts';

test('A pair of the canary that is not done pauses the run before anything else starts; a resume goes on with the rest', async () => {
  const scene = await openScene(tinyPairs(5, [2]));
  try {
    await scene.workerHere();
    const run = await scene.start({ canary: 3, window: 4 });
    await until('the run is paused', async () => (await scene.progress(run)).paused, 60_000);
    const pause = { pausedBy: 'canary', pauseWhy: { code: 'canary', values: { bad: 1, ended: 3 } } };
    const pauseReason = 'canary: 1 of 3 clusters did not end as done';
    expect(await scene.progress(run)).toMatchObject({ pauseReason, ...pause });
    expect((await childrenOf(scene, run)).started).toHaveLength(3);
    expect(appliedMerges(scene)).toHaveLength(2);

    await resumeRun({ db: scene.database.db, client: async () => scene.client, run });
    expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { started: 5, done: 4, held: 1 } });
    expect(appliedMerges(scene)).toHaveLength(4);
  } finally {
    await scene.close();
  }
});
