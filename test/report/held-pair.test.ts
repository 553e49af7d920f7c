import { afterAll, beforeAll, expect, test } from 'vitest';
import { resumeRun } from '../../control/stop/pause-run.ts';
import { until } from '../../local/process/until.ts';
import { patience } from '../support/patience.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { readReport } from './read-report.ts';
import { runReport } from './run-report.ts';

let scene: Scene;

beforeAll(async () => {
  const { world, plan } = smallWorld([
    { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } },
    { members: { 'REVU-3': ['TKT-3'], 'REVU-4': ['TKT-4'] }, csvTickets: { 'REVU-4': 12 } },
  ]);
  scene = await openScene({ world, plan });
  await scene.workerHere();
});

afterAll(() => scene.close());

test('A pair that was held is reported with its reason and its backups, while the run waits and when it has ended', async () => {
  const run = await scene.start();
  await until(async () => ((await scene.progress(run)).waitingFor === 'resume' ? true : null), {
    timeoutMs: patience(30_000),
  });
  const open = await runReport(scene);
  expect(open.code).toBe(4);
  expect(readReport(scene, run).report).toMatchObject({ state: 'open', endedAt: null, counts: { held: 1 } });

  await resumeRun({ db: scene.database.db, client: async () => scene.client, run });
  await scene.result(run);
  const { report, merges } = readReport(scene, run);
  expect(report.counts).toMatchObject({ approved: 2, attempted: 1, succeeded: 1, held: 1 });
  expect(report.clusters).toEqual({ done: 1, held: 1 });
  const held = report.pairs.find(({ result }) => result === 'held');
  expect(held).toMatchObject({
    duplicate: 'REVU-4',
    state: 'held',
    reason: 'the CSV says 12 tickets for REVU-4, DevRev has 1',
    sends: 0,
    doneAt: null,
  });
  expect(held?.backups.map(({ contact }) => contact)).toEqual(['REVU-3', 'REVU-4']);
  expect(merges.find(({ duplicate }) => duplicate === 'REVU-4')?.reason).toBe(held?.reason);
  expect(await runReport(scene, run.id)).toMatchObject({ code: 5 });
});
