import { expect, test } from 'vitest';
import { withNames } from '../support/names.ts';
import { standstill } from '../support/one-pair.ts';
import { appliedMerges, pairStates } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

const TRIO = { members: { 'REVU-1': [], 'REVU-2': ['TKT-2'], 'REVU-3': ['TKT-3'] } };

test.for(['real', 'dry'] as const)(
  'A primary whose name lacks a part takes in one person and not a second one (%s run)',
  async (mode) => {
    const { world, plan } = smallWorld([TRIO]);
    const scene = await openScene({
      world: withNames(world, { 'REVU-1': 'Lund', 'REVU-2': 'Ada Lund', 'REVU-3': 'Ben Lund' }),
      plan,
    });
    try {
      await scene.workerHere();
      await standstill(scene, await scene.start({ dryRun: mode === 'dry' }));
      const merged = mode === 'dry' ? 'would-merge' : 'done';
      expect(await pairStates(scene, mode)).toEqual({ 'REVU-2': merged, 'REVU-3': 'drifted' });
      expect(appliedMerges(scene)).toEqual(mode === 'dry' ? [] : ['REVU-1<-REVU-2']);
    } finally {
      await scene.close();
    }
  },
);
