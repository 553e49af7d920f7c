import { expect, test } from 'vitest';
import type { Fault } from '../../sandbox/devrev/faults/fault.ts';
import { runCluster, standstill } from '../support/one-pair.ts';
import { appliedMerges, mergePosts, pairStates } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

const passing: Fault['do'][] = ['500-before', '502-html', 'drop-before', { kind: 'truncate', at: 20 }];

test.for(passing)('Reads that fail for a while (%s) are tried again and the merge is done', async (fault) => {
  const { scene, progress } = await runCluster({
    sandbox: {
      faults: [{ on: ['rev-users.get', 'works.list', 'timeline-entries.list'], every: 5, times: 4, do: fault }],
    },
  });
  try {
    expect(progress.counts).toMatchObject({ done: 1, merged: 1 });
    expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2']);
  } finally {
    await scene.close();
  }
});

test('A contact whose backup always fails is skipped and reported, and the other clusters go on', async () => {
  const { world, plan } = smallWorld([
    { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } },
    { members: { 'REVU-3': ['TKT-3'], 'REVU-4': ['TKT-4'] } },
  ]);
  const poison = { on: 'rev-users.get', every: 1, pair: { primary: 'REVU-2' }, do: '500-before' as const };
  const scene = await openScene({ world, plan, sandbox: { faults: [poison] } });
  try {
    await scene.workerHere();
    const run = await scene.start();
    expect(await standstill(scene, run)).toMatchObject({ paused: true, counts: { done: 1, skipped: 1 } });
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'skipped', 'REVU-4': 'done' });
    expect(mergePosts(scene)).toBe(1);
  } finally {
    await scene.close();
  }
});
