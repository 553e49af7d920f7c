import type { Client } from '@temporalio/client';
import { expect, onTestFinished, test } from 'vitest';
import { crmQueue } from '../../config/task-queues.ts';
import { queueOf } from '../../control/queue-of.ts';
import { currentStore } from '../../store/identity/current-store.ts';
import { executionsOf } from '../replay/stage.ts';
import { until } from '../support/outcome.ts';
import { query } from '../support/query.ts';
import { TEST_TIMING } from '../support/timing.ts';
import { openScanScene } from './scan-scene.ts';

test('What a stranger lets begin again, by a cron schedule or after a time-out, is not taken for a scan of before that was handed on', async () => {
  const scene = await openScanScene();
  onTestFinished(() => scene.close());
  const { client, database, env, world } = scene;
  const whose = { crm: 'podium', org: world.org };
  const taskQueue = await queueOf(database.db, env.TEMPORAL_TASK_QUEUE ?? '');
  const { databaseId } = await currentStore(database.db);
  const route = { databaseId, crmQueue: crmQueue(taskQueue, whose) };
  const args = [{ ...whose, route, timing: TEST_TIMING, full: true }];
  const strangers = [
    { workflowId: `cron-${world.org}`, cronSchedule: '@every 1s' },
    // Nobody takes its first execution, which is over before there is a worker.
    { workflowId: `late-${world.org}`, workflowRunTimeout: 1000, retry: { initialInterval: 1, maximumAttempts: 1000 } },
  ];
  for (const stranger of strangers) await client.workflow.start('scanBase', { ...stranger, taskQueue, args });
  onTestFinished(async () => {
    for (const { workflowId } of strangers)
      await client.workflow
        .getHandle(workflowId)
        .terminate()
        .catch(() => null);
  });
  await until('that one begins again', async () => (await executionsOf(client, `late-${world.org}`)).length > 1);
  await scene.workerHere();
  for (const { workflowId } of strangers) {
    const ends = async (): Promise<string[]> => {
      const [, ...again] = await executionsOf(client, workflowId);
      return (await Promise.all(again.map((execution) => endOf(client, { workflowId, execution })))).flat();
    };
    await until(`${workflowId} has begun again and ended`, async () => (await ends()).length > 0);
    expect(await ends()).toContain('NotItsOwn');
  }
  expect(await query(env.DATABASE_URL ?? '', 'select * from base_scans')).toEqual([]);
});

/** How an execution that code of ours has seen has ended; none for one that no worker took or that is at work. */
async function endOf(
  client: Client,
  { workflowId, execution }: { workflowId: string; execution: string },
): Promise<string[]> {
  const { events } = await client.workflow.getHandle(workflowId, execution).fetchHistory();
  const last = events?.at(-1);
  if (last?.workflowExecutionCompletedEventAttributes) return ['completed'];
  const failure = last?.workflowExecutionFailedEventAttributes?.failure;
  return failure ? [failure.applicationFailureInfo?.type ?? failure.message ?? ''] : [];
}
