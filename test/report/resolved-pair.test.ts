import { afterAll, beforeAll, expect, test } from 'vitest';
import { startResolve } from '../../control/start-resolve.ts';
import { resumeRun } from '../../control/stop/pause-run.ts';
import { tellDecision } from '../../control/tell-decision.ts';
import { until } from '../../local/process/until.ts';
import { patience } from '../support/patience.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { TEST_TIMING } from '../support/timing.ts';
import { readReport } from './read-report.ts';
import { runReport } from './run-report.ts';

let scene: Scene;

beforeAll(async () => {
  const { world, plan } = smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]);
  const faults = [{ on: 'rev-users.merge', do: { kind: 'never' as const } }];
  scene = await openScene({ world, plan, sandbox: { faults } });
  await scene.workerHere();
});

afterAll(() => scene.close());

test('A pair that a person resolved after the run is in the report that is written then', async () => {
  const run = await scene.start({ approve: 'none' });
  const { client, database } = scene;
  await tellDecision({
    client: async () => client,
    db: database.db,
    run,
    choice: 'approve',
    selection: { all: true },
    by: 'Ada',
  });
  const isPaused = async (): Promise<true | null> => ((await scene.progress(run)).paused ? true : null);
  expect(await until(isPaused, { timeoutMs: patience(30_000) })).toBe(true);
  await resumeRun({ db: database.db, client: async () => client, run });
  await scene.result(run);
  const [held] = readReport(scene, run).report.pairs;
  expect(held).toMatchObject({ result: 'held', state: 'not-applied', sends: 1, outcome: 'answered 200' });

  const pair = `${held?.cluster}.${held?.duplicate}`;
  const common = { client, db: database.db, crms: {}, timing: TEST_TIMING };
  const taskQueue = scene.env.TEMPORAL_TASK_QUEUE ?? '';
  const resolving = await startResolve({ ...common, pair, as: 'resend', by: 'Grace', taskQueue });
  expect(await resolving.result()).toMatchObject({ outcome: 'done' });

  expect(await runReport(scene)).toMatchObject({ code: 0 });
  const { report, redirects } = readReport(scene, run);
  expect(report.decided).toEqual([{ by: 'Ada', choice: 'approve', clusters: 1 }]);
  expect(report.resolved).toEqual([{ by: 'Grace', as: 'resend', pairs: 1 }]);
  expect(report.counts).toMatchObject({ attempted: 1, succeeded: 1, held: 0 });
  expect(report.pairs[0]).toMatchObject({ result: 'succeeded', sends: 2, otherRun: null });
  expect(redirects.length).toBe(1);
});
