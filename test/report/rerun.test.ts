import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { readReport } from './read-report.ts';
import { runReport } from './run-report.ts';

let scene: Scene;

beforeAll(async () => {
  const { world, plan } = smallWorld([
    { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } },
    { members: { 'REVU-3': ['TKT-4'], 'REVU-4': ['TKT-5'], 'REVU-5': [] } },
  ]);
  scene = await openScene({ world, plan });
  await scene.workerHere();
});

afterAll(() => scene.close());

test('A second run reports what the first had done, attempts nothing, and changes nothing in its report', async () => {
  const first = await scene.start();
  await scene.result(first);
  const before = readReport(scene, first);
  const second = await scene.start();
  await scene.result(second);

  const { report, redirects, merges } = readReport(scene, second);
  expect(report.counts).toMatchObject({ approved: 3, attempted: 0, succeeded: 0, alreadyDone: 3, held: 0 });
  expect(report.pairs.map(({ result, otherRun }) => [result, otherRun])).toEqual(
    Array.from({ length: 3 }, () => ['already-done', first.id]),
  );
  expect(report.pairs.map(({ backups }) => backups.length)).toEqual([2, 2, 2]);
  expect(merges.length).toBe(3);
  expect(redirects).toEqual([]);

  expect(await runReport(scene, first.id)).toMatchObject({ code: 0 });
  const again = readReport(scene, first);
  expect({ ...again.report, writtenAt: before.report.writtenAt }).toEqual(before.report);
  expect(again.merges).toEqual(before.merges);
});
