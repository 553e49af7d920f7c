import { expect, test } from 'vitest';
import { resumeRun } from '../../control/stop/pause-run.ts';
import { getRun } from '../../store/runs/runs.ts';
import { childrenOf } from '../support/children.ts';
import { until } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { tinyPairs } from '../support/tiny-pairs.ts';

/** Dry, because the brake does not mind and it is quicker. */
test('Bad clusters stop a run as soon as 50 have ended and no sooner; a resume accepts them and the run goes on to its end', async () => {
  const scene = await openScene(tinyPairs(60, [10, 11]));
  try {
    await scene.workerHere();
    const run = await scene.start({ dryRun: true, canary: 4, window: 4 });
    await until('the run is paused', async () => (await scene.progress(run)).paused, 90_000);
    expect((await scene.progress(run)).pauseReason).toMatch(/^brake: 2 of 5[0-3] clusters were held or failed$/);
    expect(await getRun(scene.database.db, run.id)).toMatchObject({ stopBy: 'brake', stopWhy: { code: 'brake' } });
    await until('what was in flight has ended', async () => (await scene.progress(run)).inFlight === 0);
    const { started } = await childrenOf(scene, run);
    expect(started.length).toBeLessThanOrEqual(57);

    await resumeRun({ db: scene.database.db, client: async () => scene.client, run });
    expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { started: 60, done: 58, held: 2 } });
  } finally {
    await scene.close();
  }
});
