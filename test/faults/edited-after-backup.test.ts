import { expect, test } from 'vitest';
import { runCluster } from '../support/one-pair.ts';
import { appliedMerges, mergePosts, pairStates } from '../support/outcome.ts';

test.for(['REVU-1', 'REVU-2'])(
  'A contact (%s) that a person edits after its backup is not merged but reviewed again',
  async (id) => {
    const edit = { kind: 'editContact', id, patch: { displayName: 'Edited meanwhile' } } as const;
    const { scene, progress } = await runCluster({
      sandbox: { faults: [{ on: 'rev-users.get', pair: { primary: id }, nth: 2, do: { kind: 'act', act: edit } }] },
    });
    try {
      expect(scene.sandbox.faultsApplied().map((bite) => bite.applied)).toEqual([true]);
      expect(mergePosts(scene)).toBe(0);
      expect(appliedMerges(scene)).toEqual([]);
      expect(await pairStates(scene)).toEqual({ 'REVU-2': 'drifted' });
      expect(progress.counts).toMatchObject({ done: 0, merged: 0 });
    } finally {
      await scene.close();
    }
  },
);
