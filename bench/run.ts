import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { fewestCalls } from './calls.ts';
import type { Measurement } from './measurement.ts';
import { openStage, type Stage } from './stage.ts';
import { stepTimes } from './step-times.ts';

const FLOOR = fileURLToPath(new URL('./floor/worker.ts', import.meta.url));
export const WINDOW = 20;

/** A whole run against an unlimited sandbox, and beside it child workflows with as many activities that do nothing. */
export async function benchRun({ quick }: { quick: boolean }): Promise<Measurement[]> {
  const clusters = quick ? 20 : 500;
  const stage = await openStage({ clusters });
  try {
    const worker = await stage.worker();
    const seconds = await wholeRun(stage);
    const pairs = stage.sandbox.effects().filter(({ kind }) => kind === 'merge').length;
    const calls = stage.sandbox.requests().length / pairs;
    const cluster = await clusterHistory(stage.client);
    const steps = await stepTimes({ logsDir: join(stage.folder, 'logs'), pairs });
    await worker.stop();
    await stage.worker({ script: FLOOR });
    const floorSeconds = await floorRun(stage.client, { clusters, steps: cluster.activities });
    const { backUp, verify, merge, prove } = fewestCalls();
    const fewest = backUp + verify + merge + prove;
    const note = `${clusters} clusters of one pair, window ${WINDOW}`;
    return [
      { name: 'whole run', value: clusters / seconds, unit: 'clusters/s', note },
      {
        name: 'bare floor',
        value: clusters / floorSeconds,
        unit: 'clusters/s',
        note: `${cluster.activities} no-op activities each`,
      },
      { name: 'whole run / floor', value: floorSeconds / seconds, unit: '×', goal: { atLeast: 0.5 } },
      {
        name: 'calls per pair',
        value: calls,
        unit: 'calls',
        note: `${fewest} are the fewest: ${backUp} to back up, ${verify} to look again, ${merge} to merge, ${prove} to prove`,
      },
      { name: 'calls / fewest', value: calls / fewest, unit: '×', goal: { atMost: 1.1 } },
      { name: 'history events per cluster', value: cluster.events, unit: 'events' },
      ...steps,
    ];
  } finally {
    await stage.close();
  }
}

/** Seconds from the start of a run to its end. */
export async function wholeRun(stage: Stage): Promise<number> {
  const started = performance.now();
  const run = await stage.start({ window: WINDOW, canary: 5 });
  const result = (await stage.client.workflow.getHandle(run.workflowId).result()) as {
    state: string;
    counts: { done: number };
  };
  if (result.counts.done !== stage.plan.clusters.length)
    throw new Error(`Not all clusters are done: ${JSON.stringify(result)}`);
  return (performance.now() - started) / 1000;
}

async function clusterHistory(client: Client): Promise<{ events: number; activities: number }> {
  for await (const { workflowId } of client.workflow.list({ query: "WorkflowType='mergeCluster'", pageSize: 1 })) {
    const { events = [] } = await client.workflow.getHandle(workflowId).fetchHistory();
    const activities = events?.filter((event) => event.activityTaskScheduledEventAttributes).length ?? 0;
    return { events: events?.length ?? 0, activities };
  }
  throw new Error('The run has left no cluster workflow');
}

async function floorRun(client: Client, options: { clusters: number; steps: number }): Promise<number> {
  const started = performance.now();
  await client.workflow.execute('floorRun', {
    workflowId: 'floor',
    taskQueue: 'floor',
    args: [{ ...options, window: WINDOW }],
  });
  return (performance.now() - started) / 1000;
}
