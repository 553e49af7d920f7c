import { expect, test } from 'vitest';
import type { Fault } from '../../sandbox/devrev/faults/fault.ts';
import { runCluster } from '../support/one-pair.ts';
import { appliedMerges, mergePosts, pairStates } from '../support/outcome.ts';

const faults: [string, Fault['do']][] = [
  ['is lost', 'apply-then-drop'],
  ['is a 500 although it was applied', '500-after'],
  ['comes long after the time-out', { kind: 'slow', ms: 1500, apply: 'before' }],
];

test.for(faults)('A merge whose answer %s is found to be done, and not sent again', async ([, fault]) => {
  const { scene, progress } = await runCluster({ sandbox: { faults: [{ on: 'rev-users.merge', do: fault }] } });
  try {
    expect(progress.counts).toMatchObject({ done: 1, merged: 1 });
    expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2']);
    expect(mergePosts(scene)).toBe(1);
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'done' });
    expect(scene.sandbox.faultsApplied()).toHaveLength(1);
  } finally {
    await scene.close();
  }
});
