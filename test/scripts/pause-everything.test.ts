import { afterAll, beforeAll, expect, test } from 'vitest';
import { pauseEverything } from '../../control/stop/pause-everything.ts';
import { hold } from '../support/hold.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { mergePosts, until } from '../support/outcome.ts';
import { PATIENT_ENV } from '../support/patient.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { runDoctor } from './doctor-checks.ts';
import { runScript } from './run-script.ts';
import { untilProgress } from './until-progress.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(smallWorld(manyPairs(3)));
  await scene.workerHere(PATIENT_ENV);
});

afterAll(() => scene.close());

test('pause --everything stops what is in flight and says who; a run that is paused itself stays so when it is lifted', async () => {
  const [duplicate = ''] = scene.plan.clusters[0]?.duplicates ?? [];
  const held = hold(scene, [{ on: 'rev-users.get', pair: { duplicate } }]);
  const run = await scene.start({ window: 1 });
  await held.arrived();
  await pauseEverything({ db: scene.database.db, client: async () => scene.client, by: 'grace' });
  held.letGo();
  expect((await runScript(scene, ['pause', '--everything'])).code).toBe(2);
  const paused = await runScript(scene, ['pause', '--everything', '--by', 'ada', '--json']);
  expect(paused.code).toBe(0);
  expect(JSON.parse(paused.out)).toEqual({ everything: true, paused: true, runs: [run.id], undos: [], untold: [] });
  await untilProgress(scene, run, ({ waitingFor }) => waitingFor === 'resume');
  const status = await runScript(scene, ['status']);
  expect(status).toMatchObject({
    code: 4,
    out: expect.stringMatching(/Paused: all runs, by ada since .*resume -- --everything/),
  });
  const { checks } = await runDoctor(scene, ['--only', 'runs']);
  expect(checks.runs).toMatchObject({ status: 'warning', found: expect.stringContaining('paused by ada') });

  await runScript(scene, ['resume', run.id]);
  await untilProgress(scene, run, ({ waitingFor }) => waitingFor === 'resume');
  await runScript(scene, ['pause', run.id, '--reason', 'its own']);
  await runScript(scene, ['resume', '--everything']);
  await until('it has heard', async () => (await scene.progress(run)).pauseReason === 'its own');
  expect(mergePosts(scene)).toBe(0);
  expect((await runScript(scene, ['status'])).out).toContain(`Paused: its own. Go on: npm run resume -- ${run.id}`);
  await runScript(scene, ['resume', run.id]);
  expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { merged: 3 } });
});
