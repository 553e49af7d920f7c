import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { runScript } from './run-script.ts';
import { untilProgress } from './until-progress.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(
    smallWorld([
      { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } },
      { members: { 'REVU-3': ['TKT-3'], 'REVU-4': [] }, decision: 'review' },
    ]),
  );
  await scene.workerHere();
});

afterAll(() => scene.close());

test('a merge that was never applied can be sent again while the run is open, but not while it is paused', async () => {
  scene.sandbox.addFault({ on: 'rev-users.merge', do: 'never' });
  const run = await scene.start();
  await untilProgress(scene, run, ({ waitingFor }) => waitingFor === 'resume');
  const pair = `${scene.plan.clusters.find(({ primary }) => primary === 'REVU-1')?.id}.REVU-2`;
  const status = await runScript(scene, ['status']);
  expect(status).toMatchObject({
    code: 4,
    out: expect.stringContaining(`npm run resolve -- ${pair} --by NAME --as resend`),
  });

  const resolve = ['resolve', pair, '--as', 'resend', '--by', 'ada'];
  const refused = await runScript(scene, resolve);
  expect(refused).toMatchObject({ code: 2, err: expect.stringMatching(/is paused \(canary.*npm run resume/) });
  await runScript(scene, ['resume']);
  await untilProgress(scene, run, ({ waitingFor }) => waitingFor === 'decision');

  const resolved = await runScript(scene, resolve);
  expect(resolved).toMatchObject({ code: 0, out: `Pair ${pair} is done\n` });
  const again = await runScript(scene, resolve);
  expect(again).toMatchObject({ code: 2, err: expect.stringContaining("is already 'done'") });
  expect(scene.sandbox.effects().filter((effect) => effect.kind === 'merge')).toHaveLength(1);

  await runScript(scene, ['finish']);
  await scene.result(run);
  const ended = await runScript(scene, ['status', '--json']);
  expect(ended.code).toBe(0);
  expect(JSON.parse(ended.out).clusters.byState).toEqual({ done: 1, undecided: 1 });
});
