import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { runScript, startScript } from './run-script.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]));
  await scene.workerHere();
});

afterAll(() => scene.close());

test('status ends with 0 while a run works; Ctrl-C on --watch ends with 130 and the run goes on', async () => {
  let open = (): void => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  scene.sandbox.addFault({ on: 'rev-users.get', every: 1, do: { kind: 'run', run: () => gate } });
  const run = await scene.start({ timing: { readAttempts: 1000 } });
  const status = await runScript(scene, ['status']);
  expect(status).toMatchObject({ code: 0, out: expect.stringContaining('0 of 1 approved clusters') });

  const watching = startScript(scene, ['status', '--watch']);
  await watching.says('0 of 1 approved clusters');
  watching.kill('SIGINT');
  const detached = await watching.ended;
  expect(detached).toMatchObject({ code: 130, err: expect.stringContaining(`Detached: run ${run.id} goes on`) });

  open();
  expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { merged: 1 } });
});
