import { expect, test } from 'vitest';
import { runCluster } from '../support/one-pair.ts';
import { appliedMerges } from '../support/outcome.ts';

test("The contact that the CRM keeps is the plan's primary, whatever ids and numbers of tickets look like", async () => {
  const { scene, progress } = await runCluster({
    cluster: { members: { 'REVU-7': ['TKT-1'], 'REVU-2': ['TKT-2', 'TKT-3'], 'REVU-9': ['TKT-4', 'TKT-5'] } },
  });
  try {
    expect(appliedMerges(scene)).toEqual(['REVU-7<-REVU-2', 'REVU-7<-REVU-9']);
    expect(progress.counts).toMatchObject({ done: 1, merged: 2 });
  } finally {
    await scene.close();
  }
});
