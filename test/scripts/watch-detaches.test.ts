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

test('A worker says at once that it bundles; Ctrl-C says what it stops and what goes on, of a worker and of the pages', async () => {
  const worker = startScript(scene, ['worker']);
  const pages = startScript(scene, ['ui', '--to', 'http://127.0.0.1:9', '--port', '0']);
  await pages.says('http://');
  await worker.says('and bundles the workflows, which takes some seconds');
  for (const { kill } of [worker, pages]) kill('SIGINT');
  expect(await pages.ended).toMatchObject({ code: 0, err: 'Ending these pages. Temporal and its runs go on\n' });
  const { code, out, err } = await worker.ended;
  expect(code).toBe(0);
  expect(`${out}${err}`).toMatch(/Worker starts: .*Ending: steps in flight are let go\. Open runs stay open/s);
});
