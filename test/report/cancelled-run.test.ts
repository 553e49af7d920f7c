import { afterAll, beforeAll, expect, test } from 'vitest';
import { cancelRun } from '../../control/stop/cancel-run.ts';
import { until } from '../../local/process/until.ts';
import type { Run } from '../../store/runs/runs.ts';
import { patience } from '../support/patience.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { readReport } from './read-report.ts';
import { runReport } from './run-report.ts';

let scene: Scene;
let cancelled: Run;

beforeAll(async () => {
  const { world, plan } = smallWorld([
    { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } },
    { members: { 'REVU-3': ['TKT-3'], 'REVU-4': ['TKT-4'] } },
  ]);
  const faults = [{ on: 'rev-users.merge', do: { kind: 'late' as const, ms: 1200 } }];
  scene = await openScene({ world, plan, sandbox: { faults } });
  await scene.workerHere();
});

afterAll(() => scene.close());

test('A cancelled run reports the pair in flight as merged and the others as not started', async () => {
  cancelled = await scene.start({ window: 1 });
  const sent = (): true | null =>
    scene.sandbox.requests().some(({ path }) => path.includes('rev-users.merge')) ? true : null;
  expect(await until(sent, { timeoutMs: patience(30_000) })).toBe(true);
  await cancelRun({ db: scene.database.db, client: async () => scene.client, run: cancelled });
  await expect(scene.result(cancelled)).rejects.toThrow();

  const { report, merges } = readReport(scene, cancelled);
  expect(report.state).toBe('cancelled');
  expect(report.counts).toMatchObject({ approved: 2, attempted: 1, succeeded: 1, notStarted: 1, open: 0, failed: 0 });
  expect(merges.length).toBe(2);
  expect(await runReport(scene)).toMatchObject({ code: 5 });
});

test('Written again after a later run has merged the rest, it still says how that run had ended', async () => {
  const before = readReport(scene, cancelled).report;
  const second = await scene.start();
  await scene.result(second);
  expect(readReport(scene, second).report.counts).toMatchObject({ attempted: 1, succeeded: 1, alreadyDone: 1 });

  expect(await runReport(scene, cancelled.id)).toMatchObject({ code: 5 });
  const { report } = readReport(scene, cancelled);
  expect(report.counts).toEqual(before.counts);
  const left = report.pairs.find(({ result }) => result === 'not-started');
  expect(left).toMatchObject({ doneAt: null, proof: null });
});
