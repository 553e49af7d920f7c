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

test('a resend that the CRM refused with 403 can be asked for again, but not while a person keeps the two apart', async () => {
  scene.sandbox.addFault({ on: 'rev-users.merge', do: 'never' });
  const run = await scene.start();
  await untilProgress(scene, run, ({ waitingFor }) => waitingFor === 'resume');
  await runScript(scene, ['resume']);
  await untilProgress(scene, run, ({ waitingFor }) => waitingFor === 'decision');
  scene.sandbox.addFault({ on: 'rev-users.merge', do: '403' });
  const pair = `${scene.plan.clusters.find(({ primary }) => primary === 'REVU-1')?.id}.REVU-2`;
  const resolve = ['resolve', pair, '--as', 'resend', '--by', 'ada'];
  const refused = await runScript(scene, resolve);
  const words = 'not applied, and not sent again: the CRM refused the token (401 or 403) for a merge';
  expect(refused).toMatchObject({ code: 5, out: `Pair ${pair} is held: ${words}\n` });
  const never = ['reject', '--run', run.id, '--never', 'REVU-1', 'REVU-2', '--by', 'ann'];
  expect(await runScript(scene, never)).toMatchObject({ code: 0 });
  expect(await runScript(scene, resolve)).toMatchObject({
    code: 2,
    err: expect.stringContaining('is not sent again: a person has said that the two are not one person, decision 1'),
  });
  expect(scene.sandbox.effects().filter((effect) => effect.kind === 'merge')).toEqual([]);
  await runScript(scene, ['decisions', 'forget', '1', '--by', 'ann']);
  const resolved = await runScript(scene, resolve);
  expect(resolved).toMatchObject({ code: 0, out: `Pair ${pair} is done\n` });
});
