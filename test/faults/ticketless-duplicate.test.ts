import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { runCluster } from '../support/one-pair.ts';
import { appliedMerges, pairStates } from '../support/outcome.ts';

const cluster = { members: { 'REVU-1': ['TKT-1'], 'REVU-2': [] } };

test('A duplicate without tickets of its own is done when it is gone twice and our request was acknowledged', async () => {
  const { scene, progress } = await runCluster({ cluster });
  try {
    expect(progress.counts).toMatchObject({ done: 1, merged: 1 });
    expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2']);
  } finally {
    await scene.close();
  }
});

test('A duplicate without tickets of its own that is gone without our acknowledgement is held as unproven', async () => {
  const { scene, progress } = await runCluster({
    cluster,
    sandbox: { faults: [{ on: 'rev-users.merge', do: 'apply-then-drop' }] },
  });
  try {
    expect(progress).toMatchObject({ paused: true, counts: { done: 0, held: 1 } });
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'held' });
  } finally {
    await scene.close();
  }
});

test('A duplicate without tickets whose conversations moved to the primary is done, although our answer was lost', async () => {
  const { scene, progress } = await runCluster({
    cluster: { ...cluster, conversations: { 'CONV-1': ['REVU-2'], 'CONV-2': ['REVU-1', 'REVU-2'] } },
    sandbox: { faults: [{ on: 'rev-users.merge', do: 'apply-then-drop' }] },
  });
  try {
    expect(progress).toMatchObject({ paused: false, counts: { done: 1, merged: 1 } });
    const [row] = await scene.database.db.execute(sql`select proof from pairs`);
    expect(row).toEqual({ proof: 'by conversations' });
  } finally {
    await scene.close();
  }
});
