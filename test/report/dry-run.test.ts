import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { readReport } from './read-report.ts';

let scene: Scene;

beforeAll(async () => {
  const { world, plan } = smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'], 'REVU-3': [] } }]);
  scene = await openScene({ world, plan });
  await scene.workerHere();
});

afterAll(() => scene.close());

test('A dry run reports what it would merge, and a real run after it what it has merged', async () => {
  const dry = await scene.start({ dryRun: true });
  await scene.result(dry);
  expect(scene.sandbox.effects()).toEqual([]);
  const rehearsed = readReport(scene, dry);
  expect(rehearsed.report).toMatchObject({ dryRun: true, state: 'done', redirects: 0 });
  expect(rehearsed.report.counts).toMatchObject({ approved: 2, attempted: 0, succeeded: 0, wouldMerge: 2 });
  expect(rehearsed.report.pairs.every(({ state, backups }) => state === 'would-merge' && backups.length === 2)).toBe(
    true,
  );

  const real = await scene.start();
  await scene.result(real);
  const { report } = readReport(scene, real);
  expect(report.counts).toMatchObject({ approved: 2, attempted: 2, succeeded: 2, wouldMerge: 0 });
});
