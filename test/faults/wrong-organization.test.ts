import { expect, test } from 'vitest';
import { startDevrevSandbox } from '../../sandbox/devrev/start.ts';
import { storeDecision } from '../../store/runs/decisions.ts';
import { ended } from '../support/ended.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { PAIR } from '../support/one-pair.ts';
import { until } from '../support/outcome.ts';
import { runLog } from '../support/run-log.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

test("A worker that comes back with another organization's token reads and sends nothing there, and the run goes on with the right one", async () => {
  const { world, plan } = smallWorld([PAIR]);
  const scene = await openScene({ world, plan });
  const staging = await startDevrevSandbox({ world: { ...world, org: 'staging' }, options: {} });
  try {
    const right = await scene.workerHere();
    const run = await scene.start({ approve: 'none' });
    await until('it waits for a decision', async () => (await scene.progress(run)).waitingFor === 'decision');
    await right.end();

    const logs = `${scene.folder}/logs-of-staging`;
    const wrong = await scene.workerHere({ DEVREV_BASE_URL: staging.url, LOGS_DIR: logs });
    const by = 'ada';
    await storeDecision(scene.database.db, { runId: run.id, choice: 'approve', by, selection: { all: true } });
    await scene.client.workflow.getHandle(run.workflowId).signal('approve', { all: true, by });
    const tries = () => runLog(logs, run.id).filter(({ step }) => step === 'backUpContact');
    await until('the wrong worker has tried', () => tries().length > 1, 60_000);
    expect(new Set(staging.requests().map(({ path }) => path))).toEqual(new Set(['dev-users.self']));
    expect(staging.effects()).toEqual([]);
    await wrong.end();

    await scene.workerHere();
    expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
    await expectFaultFree(scene, { world, plan });
    expect(staging.effects()).toEqual([]);
  } finally {
    await scene.close();
    await staging.close();
  }
});
