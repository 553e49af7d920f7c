import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from '../../config/env.ts';
import type { Plan } from '../../contacts/plan.ts';
import { readStatus } from '../../control/status/run-status.ts';
import type { World } from '../../samples/world/world.ts';
import { type DevrevSandbox, startDevrevSandbox } from '../../sandbox/devrev/start.ts';
import { storeDecision } from '../../store/runs/decisions.ts';
import type { Run } from '../../store/runs/runs.ts';
import { ended } from '../support/ended.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { PAIR } from '../support/one-pair.ts';
import { until } from '../support/outcome.ts';
import { runLog } from '../support/run-log.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { startAsBefore } from '../support/start-as-before.ts';
import type { WorkerHere } from '../support/worker-here.ts';

let scene: Scene;
let staging: DevrevSandbox;
let world: World;
let plan: Plan;

beforeEach(async () => {
  ({ world, plan } = smallWorld([PAIR]));
  scene = await openScene({ world, plan });
  staging = await startDevrevSandbox({ world: { ...world, org: 'staging' }, options: {} });
});

afterEach(async () => {
  await scene.close();
  await staging.close();
});

/** The right worker has begun it, and then ended; the wrong one is up when it is approved. */
async function approvedWithWrongWorker(run: Run, logs: string): Promise<WorkerHere> {
  const wrong = await scene.workerHere({ DEVREV_BASE_URL: staging.url, LOGS_DIR: logs });
  const by = 'ada';
  await storeDecision(scene.database.db, { runId: run.id, choice: 'approve', by, selection: { all: true } });
  await scene.client.workflow.getHandle(run.workflowId).signal('wake');
  return wrong;
}

async function expectNothingSent(): Promise<void> {
  expect(new Set(staging.requests().map(({ path }) => path))).toEqual(new Set(['dev-users.self']));
  expect(staging.effects()).toEqual([]);
}

async function expectWhole(run: Run): Promise<void> {
  await scene.workerHere();
  expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
  await expectFaultFree(scene, { world, plan });
  expect(staging.effects()).toEqual([]);
}

test("A worker with another organization's token is never offered a step of the run, which waits for one that fits, and says so", async () => {
  const right = await scene.workerHere();
  const run = await scene.start({ approve: 'none' });
  await until('it waits for a decision', async () => (await scene.progress(run)).waitingFor === 'decision');
  await right.end();
  const logs = `${scene.folder}/logs-of-staging`;
  const wrong = await approvedWithWrongWorker(run, logs);
  const config = loadConfig(scene.env, scene.folder);
  const status = () => readStatus({ config, db: scene.database.db, client: async () => scene.client, runId: run.id });
  await until('its cluster is taken on', async () => (await scene.progress(run)).inFlight === 1, 60_000);
  await until('the step waits', async () => runLog(logs, run.id).some(({ step }) => step === 'openCluster'), 60_000);
  const organizations = [{ crm: 'devrev', org: 'staging' }];
  expect(await status()).toMatchObject({ waitsFor: 'worker', workers: { fit: 0, others: [{ organizations }] } });
  await expectNothingSent();
  await wrong.end();
  await expectWhole(run);
  expect(runLog(logs, run.id).filter(({ step }) => step === 'backUpContact')).toEqual([]);
});

test("A run that was started before databases had queues: a worker with another organization's token refuses its steps, and it goes on with the right one", async () => {
  const right = await scene.workerHere();
  const run = await startAsBefore(scene, world.org, { approve: 'none' });
  await until('it waits for a decision', async () => (await scene.progress(run)).waitingFor === 'decision');
  await right.end();
  const logs = `${scene.folder}/logs-of-staging`;
  const wrong = await approvedWithWrongWorker(run, logs);
  const tries = () => runLog(logs, run.id).filter(({ step }) => step === 'backUpContact');
  await until('the wrong worker has tried', () => tries().length > 1, 60_000);
  await expectNothingSent();
  await wrong.end();
  await expectWhole(run);
});

test('A run of before that a worker of another organization opens is not ended by it: it goes on with the right one', async () => {
  const logs = `${scene.folder}/logs-of-staging`;
  const wrong = await scene.workerHere({ DEVREV_BASE_URL: staging.url, LOGS_DIR: logs });
  const run = await startAsBefore(scene, world.org);
  const tries = () => runLog(logs, run.id).filter(({ step }) => step === 'openRun');
  await until('the wrong worker has tried', () => tries().length > 1, 60_000);
  await wrong.end();
  await expectWhole(run);
});
