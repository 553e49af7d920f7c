import { afterAll, beforeAll, expect, test } from 'vitest';
import { getRun } from '../../store/runs/runs.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { runScript } from './run-script.ts';
import { untilProgress } from './until-progress.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]));
  await scene.workerHere();
});

afterAll(() => scene.close());

test('a run whose workflow was terminated is told as lost with 5, cancel ends it, and resolve adopts its pair', async () => {
  scene.sandbox.addFault({ on: 'rev-users.merge', do: 'never' });
  const run = await scene.start();
  await untilProgress(scene, run, ({ waitingFor }) => waitingFor === 'resume');
  await scene.client.workflow.getHandle(run.workflowId).terminate();
  const status = await runScript(scene, ['status']);
  expect(status).toMatchObject({
    code: 5,
    out: expect.stringContaining('Its workflow ended before the run did: its workflow is terminated'),
  });
  expect(await runScript(scene, ['cancel', run.id])).toMatchObject({
    code: 2,
    err: expect.stringContaining('does not run any more'),
  });
  expect(await getRun(scene.database.db, run.id)).toMatchObject({ state: 'failed' });

  const pair = `${scene.plan.clusters[0]?.id}.REVU-2`;
  const resolved = await runScript(scene, ['resolve', pair, '--as', 'resend', '--by', 'ada']);
  expect(resolved).toMatchObject({ code: 0, out: `Pair ${pair} is done\n` });
});
