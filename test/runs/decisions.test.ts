import { expect, test } from 'vitest';
import { standstill } from '../support/one-pair.ts';
import { appliedMerges } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { approve } from '../support/words.ts';

test('Only what a person approves is merged: all auto clusters, a review cluster by id; finish leaves the rest', async () => {
  const { world, plan } = smallWorld([
    { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } },
    { members: { 'REVU-3': ['TKT-3'], 'REVU-4': ['TKT-4'] }, decision: 'review', strategy: 'not-bot' },
    { members: { 'REVU-5': ['TKT-5'], 'REVU-6': ['TKT-6'] }, decision: 'review' },
    { members: { 'REVU-7': ['TKT-7'], 'REVU-8': ['TKT-8'] }, decision: 'blocked' },
  ]);
  const scene = await openScene({ world, plan });
  try {
    await scene.workerHere();
    const run = await scene.start({ approve: 'none' });
    expect(await standstill(scene, run)).toMatchObject({ waitingFor: 'decision', undecided: 3 });
    expect(appliedMerges(scene)).toEqual([]);

    const handle = scene.client.workflow.getHandle(run.workflowId);
    const blocked = plan.clusters.filter((cluster) => cluster.decision === 'blocked').map((cluster) => cluster.id);
    await approve(scene, run, { all: true });
    await approve(scene, run, { strategy: 'not-bot' });
    await expect(approve(scene, run, { clusters: blocked })).rejects.toMatchObject({ name: 'Refused' });
    await handle.signal('finish');
    expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 2, merged: 2 } });
    expect(appliedMerges(scene).sort()).toEqual(['REVU-1<-REVU-2', 'REVU-3<-REVU-4']);
    const decisions = await scene.database.db.execute('select choice, by, cluster_digest from decisions');
    expect(decisions).toHaveLength(2);
    expect(decisions[0]).toMatchObject({
      choice: 'approve',
      by: 'tester',
      cluster_digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  } finally {
    await scene.close();
  }
});

test('A rejected cluster is not merged', async () => {
  const { world, plan } = smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]);
  const scene = await openScene({ world, plan });
  try {
    await scene.workerHere();
    const run = await scene.start({ approve: 'none' });
    await scene.client.workflow.getHandle(run.workflowId).signal('reject', { all: true, by: 'tester' });
    expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { started: 0 } });
    expect(appliedMerges(scene)).toEqual([]);
  } finally {
    await scene.close();
  }
});
