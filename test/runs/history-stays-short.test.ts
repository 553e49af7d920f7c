import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { finishRun } from '../../control/stop/finish-run.ts';
import { getRun, type Run } from '../../store/runs/runs.ts';
import { executionsOf } from '../replay/stage.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { appliedMerges, until } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

/** Instead of thousands. */
const MOST_EVENTS = 60;
/** What one pair of a cluster, or the words that are under way, may still add, also where every step is taken up late. */
const STILL_ADDED = 190;

/** How many events each execution of a workflow has. */
async function lengths({ client }: Scene, workflowId: string): Promise<number[]> {
  const found: number[] = [];
  for (const runId of await executionsOf(client, workflowId)) {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    found.push(events?.length ?? 0);
  }
  return found;
}

async function expectShort(scene: Scene, workflowId: string): Promise<void> {
  const found = await lengths(scene, workflowId);
  expect(found.length).toBeGreaterThan(1);
  expect(Math.max(...found)).toBeLessThan(MOST_EVENTS + STILL_ADDED);
}

async function rejected({ database: { db } }: Scene, run: Run): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from run_clusters where run_id = ${run.id} and state = 'rejected'`);
  return row?.n ?? 0;
}

/** Whether a step of the run itself is under way. */
async function isActing({ client }: Scene, run: Run): Promise<boolean> {
  const { raw } = await client.workflow.getHandle(run.workflowId).describe();
  return (raw.pendingActivities ?? []).length > 0;
}

test('A run that hears decisions which start nothing goes on in new executions, paused or not, and each counts', async () => {
  const { world, plan } = smallWorld(manyPairs(24));
  const scene = await openScene({ world, plan });
  try {
    await scene.workerHere();
    const run = await scene.start({ approve: 'none', timing: { mostEvents: MOST_EVENTS } });
    const handle = scene.client.workflow.getHandle(run.workflowId);
    for (const [index, { id }] of plan.clusters.entries()) {
      if (index === 12) await handle.signal('pause');
      await handle.signal('reject', { clusters: [id], by: 'Ada' });
      await until('it counts', async () => (await rejected(scene, run)) === index + 1 && !(await isActing(scene, run)));
    }
    await finishRun({ client: scene.client, run });
    expect(await scene.progress(run)).toMatchObject({ paused: true });
    await expectShort(scene, run.workflowId);
  } finally {
    await scene.close();
  }
});

test('A cluster of many contacts goes on in new executions between its pairs, and merges each once', async () => {
  const ids = Array.from({ length: 9 }, (_, index) => `REVU-${index + 1}`);
  const members = Object.fromEntries(ids.map((id, index) => [id, [`TKT-${index + 1}`]]));
  const { world, plan } = smallWorld([{ members }]);
  const scene = await openScene({ world, plan });
  try {
    await scene.workerHere();
    const run = await scene.start({ timing: { mostEvents: MOST_EVENTS } });
    expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 8 } });
    expect(appliedMerges(scene)).toEqual(ids.slice(1).map((id) => `REVU-1<-${id}`));
    await expectShort(scene, `merge-devrev-${world.org}-${plan.clusters[0]?.id}`);
    expect(await getRun(scene.database.db, run.id)).toMatchObject({ state: 'done' });
  } finally {
    await scene.close();
  }
});
