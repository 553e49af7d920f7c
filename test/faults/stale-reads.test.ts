import { expect, test } from 'vitest';
import { pairReasons } from '../support/ledger.ts';
import { runCluster } from '../support/one-pair.ts';
import { appliedMerges, mergePosts, pairStates } from '../support/outcome.ts';

const lags: [string, string, number][] = [
  ['ticket lists', 'works.list', 4],
  ['contacts', 'rev-users.get', 3],
];

test.concurrent.for(lags)('A merge that the %s show late is waited for, and not sent again', async ([, on, times]) => {
  const { scene, progress } = await runCluster({
    sandbox: { faults: [{ on, times, do: 'stale' }] },
    timing: { partialMs: 60_000, quietMs: 90_000 },
  });
  try {
    expect(scene.sandbox.faultsApplied()).toHaveLength(times);
    expect(progress.counts).toMatchObject({ done: 1, merged: 1 });
    expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2']);
    expect(mergePosts(scene)).toBe(1);
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'done' });
  } finally {
    await scene.close();
  }
});

test.concurrent('A merge whose ticket lists never catch up is not called done, and the reason says what they show', async () => {
  const { scene, progress } = await runCluster({ sandbox: { faults: [{ on: 'works.list', every: 1, do: 'stale' }] } });
  try {
    expect(progress).toMatchObject({ paused: true, counts: { done: 0, held: 1 } });
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'partial' });
    expect((await pairReasons(scene))['REVU-2']).toBe(
      'partial: the duplicate is gone, but its ticket list still shows 3',
    );
    expect(mergePosts(scene)).toBe(1);
  } finally {
    await scene.close();
  }
});
