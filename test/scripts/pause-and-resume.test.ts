import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { runScript } from './run-script.ts';
import { untilProgress } from './until-progress.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]));
});

afterAll(() => scene.close());

test('pause holds a run before its merges, status says so with 4, and resume lets it go on', async () => {
  const run = await scene.start();
  const paused = await runScript(scene, ['pause', run.id, '--reason', 'lunch', '--json']);
  expect(paused.code).toBe(0);
  expect(JSON.parse(paused.out)).toEqual({ run: run.id, paused: true, seq: 1 });

  await scene.workerHere();
  await untilProgress(scene, run, ({ waitingFor }) => waitingFor === 'resume');
  const status = await runScript(scene, ['status']);
  expect(status).toMatchObject({
    code: 4,
    out: expect.stringContaining(`Paused: lunch. Go on: npm run resume -- ${run.id}`),
  });
  expect(scene.sandbox.effects()).toEqual([]);

  const resumed = await runScript(scene, ['resume', '--run', run.id]);
  expect(resumed).toMatchObject({ code: 0, out: expect.stringContaining('goes on') });
  expect(resumed.err).toContain(`Run ${run.id}: devrev organization ${run.org}`);
  expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { merged: 1 } });

  const late = await runScript(scene, ['pause', run.id]);
  expect(late).toMatchObject({ code: 2, err: expect.stringContaining("has ended as 'done'") });
});
