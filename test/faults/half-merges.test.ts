import { expect, test } from 'vitest';
import type { Fault } from '../../sandbox/devrev/faults/fault.ts';
import { runCluster } from '../support/one-pair.ts';
import { appliedMerges, mergePosts, pairStates } from '../support/outcome.ts';

const stuck: [string, Fault['do']][] = [
  ['the duplicate is gone but keeps tickets', { kind: 'partial', tickets: 1 }],
  ['the tickets moved but the duplicate stays', 'tickets-first'],
];

test.for(stuck)('A merge that stays half done (%s) is never reported as done and pauses the run', async ([, fault]) => {
  const { scene, progress } = await runCluster({ sandbox: { faults: [{ on: 'rev-users.merge', do: fault }] } });
  try {
    expect(progress).toMatchObject({ paused: true, counts: { done: 0, held: 1 } });
    expect(progress.pauseReason).toContain('partial');
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'partial' });
    expect(mergePosts(scene)).toBe(1);
  } finally {
    await scene.close();
  }
});

const slow: [string, Fault['do']][] = [
  ['the tickets follow later', { kind: 'partial', tickets: 1, completeAfterMs: 900 }],
  ['the duplicate goes later', { kind: 'tickets-first', completeAfterMs: 900 }],
  ['all of it comes late', { kind: 'late', ms: 1200 }],
];

test.for(slow)('A merge that completes in time (%s) is waited for', async ([, fault]) => {
  const { scene, progress } = await runCluster({
    sandbox: { faults: [{ on: 'rev-users.merge', do: fault }] },
    timing: { partialMs: 60_000, quietMs: 60_000 },
  });
  try {
    expect(progress.counts).toMatchObject({ done: 1, merged: 1 });
    expect(appliedMerges(scene).every((merge) => merge === 'REVU-1<-REVU-2')).toBe(true);
    expect(mergePosts(scene)).toBe(1);
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'done' });
  } finally {
    await scene.close();
  }
});
