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
      { members: { 'REVU-3': ['TKT-3'], 'REVU-4': [] } },
    ]),
  );
  await scene.workerHere();
});

afterAll(() => scene.close());

test('merges that were never applied can be sent again or given up after the run has ended with 5', async () => {
  scene.sandbox.addFault({ on: 'rev-users.merge', times: 2, do: 'never' });
  const run = await scene.start();
  await untilProgress(scene, run, ({ waitingFor }) => waitingFor === 'resume');
  await runScript(scene, ['resume']);
  await scene.result(run);
  const ended = await runScript(scene, ['status', '--json']);
  expect(ended.code).toBe(5);
  const { unfinished } = JSON.parse(ended.out);
  expect(unfinished.pairs).toMatchObject([
    { state: 'not-applied', sends: 1 },
    { state: 'not-applied', sends: 1 },
  ]);

  const [first, second] = unfinished.pairs;
  const resent = await runScript(scene, ['resolve', first.pair, '--as', 'resend', '--by', 'ada', '--json']);
  expect({ code: resent.code, ...JSON.parse(resent.out) }).toMatchObject({ code: 0, outcome: 'done' });
  const abandoned = await runScript(scene, ['resolve', second.pair, '--as', 'abandon', '--by', 'ada']);
  expect(abandoned).toMatchObject({ code: 0, out: `Pair ${second.pair} is abandoned\n` });
  expect(scene.sandbox.effects().filter((effect) => effect.kind === 'merge')).toHaveLength(1);
  expect(await runScript(scene, ['status'])).toMatchObject({ code: 0 });
});

test('a pair that is in no ledger, and a word that is none, are refused with 2', async () => {
  const unknown = await runScript(scene, ['resolve', `${'0'.repeat(32)}.REVU-1`, '--as', 'abandon', '--by', 'ada']);
  expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining('is not in the ledger') });
  const shapeless = await runScript(scene, ['resolve', 'REVU-1', '--as', 'abandon', '--by', 'ada']);
  expect(shapeless).toMatchObject({ code: 2, err: expect.stringContaining('expected CLUSTER.DUPLICATE') });
  const wordless = await runScript(scene, ['resolve', `${'0'.repeat(32)}.REVU-1`, '--as', 'forget', '--by', 'ada']);
  expect(wordless).toMatchObject({ code: 2, err: expect.stringContaining('--as resend') });
});
