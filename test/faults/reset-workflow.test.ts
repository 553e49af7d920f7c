import { randomUUID } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import { getRun, type Run } from '../../store/runs/runs.ts';
import { createDatabase } from '../support/database.ts';
import { ended } from '../support/ended.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { testFolder } from '../support/folder.ts';
import { hold, oneOfEach } from '../support/hold.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { mergePosts } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { startTestTemporal } from '../support/servers.ts';
import { smallWorld } from '../support/small-world.ts';

const PAIRS = 9;

test('A plan started again after an operator terminated its run in the middle sends nothing twice and ends done', async () => {
  const { world, plan } = smallWorld(manyPairs(PAIRS));
  const scene = await openScene({ world, plan });
  try {
    const held = hold(scene, oneOfEach(plan));
    await scene.workerHere();
    const first = await scene.start({ canary: 6, window: 6 });
    await held.arrived();
    await scene.client.workflow.getHandle(first.workflowId).terminate('an operator');
    const second = await scene.start({ canary: 6, window: 6 });
    held.letGo();
    expect(await ended(scene, second)).toMatchObject({ state: 'done', counts: { done: PAIRS } });
    expect(await getRun(scene.database.db, first.id)).toMatchObject({ state: 'failed' });
    await expectFaultFree(scene, { world, plan });
    expect(mergePosts(scene)).toBe(PAIRS);
  } finally {
    await scene.close();
  }
});

test('A run whose workflow an operator resets to its beginning, in the middle or at the end, sends nothing twice', async () => {
  const { world, plan } = smallWorld(manyPairs(PAIRS));
  const scene = await openScene({ world, plan });
  try {
    const held = hold(scene, oneOfEach(plan));
    await scene.workerHere();
    const run = await scene.start({ canary: 6, window: 6 });
    await held.arrived();
    await resetToBeginning(scene, run);
    held.letGo();
    expect(await ended(scene, run)).toMatchObject({ state: 'done' });
    await expectFaultFree(scene, { world, plan });

    await resetToBeginning(scene, run);
    expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { merged: 0 } });
    await expectFaultFree(scene, { world, plan });
    expect(mergePosts(scene)).toBe(PAIRS);
  } finally {
    await scene.close();
  }
});

/** What `temporal workflow reset --type FirstWorkflowTask` does. */
async function resetToBeginning({ client }: Scene, { workflowId }: Run): Promise<void> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const first = events?.find((event) => event.workflowTaskCompletedEventAttributes)?.eventId;
  const { runId } = await client.workflow.getHandle(workflowId).describe();
  await client.workflowService.resetWorkflowExecution({
    namespace: client.options.namespace,
    workflowExecution: { workflowId, runId },
    reason: 'an operator',
    requestId: randomUUID(),
    workflowTaskFinishEventId: first ?? null,
  });
}

test('A plan started again on a wiped Temporal server sends nothing twice and ends done', async () => {
  const folder = testFolder();
  const { world, plan } = smallWorld(manyPairs(PAIRS));
  const doomed = await startTestTemporal({ folder });
  const { address: temporalAddress, namespace } = doomed;
  const servers = { temporalAddress, namespace, databaseUrl: await createDatabase(inject('adminDatabaseUrl')) };
  const scene = await openScene({ world, plan, servers });
  const held = hold(scene, oneOfEach(plan));
  await scene.workerHere();
  await scene.start({ canary: 6, window: 6 });
  await held.arrived();

  await doomed.kill();
  held.letGo();
  const empty = await startTestTemporal({ folder, port: Number(temporalAddress.split(':')[1]) });
  try {
    const again = await scene.start({ canary: 6, window: 6 });
    expect(await ended(scene, again)).toMatchObject({ state: 'done', counts: { done: PAIRS } });
    await expectFaultFree(scene, { world, plan });
    expect(mergePosts(scene)).toBe(PAIRS);
  } finally {
    await scene.close();
    await empty.kill();
  }
});
