import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { tellDecision } from '../../control/tell-decision.ts';
import { makeCode, untrustedSignals } from '../../store/orders/codes.ts';
import { clustersByState } from '../../store/runs/clusters.ts';
import { standstill } from '../support/one-pair.ts';
import { appliedMerges, until } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

test('An approval by signal that a reset of the workflow applies again decides nothing: its code is spent', async () => {
  const scene = await openScene(
    smallWorld([
      { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } },
      { members: { 'REVU-3': ['TKT-3'], 'REVU-4': ['TKT-4'] }, decision: 'review' },
    ]),
  );
  try {
    const { client } = scene;
    const { db } = scene.database;
    await scene.workerHere();
    const run = await scene.start({ approve: 'none' });
    await standstill(scene, run);
    await client.workflow.getHandle(run.workflowId).signal('pause', { reason: 'to look first' });
    await until('it is paused', async () => (await scene.progress(run)).paused);
    const { code } = await makeCode(db, { runId: run.id });
    await client.workflow.getHandle(run.workflowId).signal('approve', { all: true, by: 'Ada', code });
    await until('it is recorded', async () => (await clustersByState(db, run.id)).approved === 1);
    await tellDecision({ db, client: async () => client, run, choice: 'reject', selection: { all: true }, by: 'Ada' });

    const { events } = await client.workflow.getHandle(run.workflowId).fetchHistory();
    const first = events?.find((event) => event.workflowTaskCompletedEventAttributes)?.eventId;
    const { runId } = await client.workflow.getHandle(run.workflowId).describe();
    await client.workflowService.resetWorkflowExecution({
      namespace: client.options.namespace,
      workflowExecution: { workflowId: run.workflowId, runId },
      reason: 'an operator',
      requestId: randomUUID(),
      workflowTaskFinishEventId: first ?? null,
    });
    const again = async () => (await untrustedSignals(db, run.id)).some(({ problem }) => problem === 'spent');
    await until('the signal was applied again', again);
    expect(await clustersByState(db, run.id)).toEqual({ rejected: 1, undecided: 1 });
    const decisions = await db.execute(sql`select choice, through from decisions order by id`);
    expect(decisions).toEqual([
      { choice: 'approve', through: 'code' },
      { choice: 'reject', through: 'script' },
    ]);
    expect(appliedMerges(scene)).toEqual([]);
  } finally {
    await scene.close();
  }
});
