import { expect, test } from 'vitest';
import { tellDecision } from '../../control/tell-decision.ts';
import { withNames } from '../support/names.ts';
import { standstill } from '../support/one-pair.ts';
import { appliedMerges, mergePosts, pairStates } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

const TRIO = { members: { 'REVU-1': [], 'REVU-2': ['TKT-2'], 'REVU-3': ['TKT-3'] } };

test.for([
  ['real', { 'REVU-1': 'Ada Lund', 'REVU-2': 'Lund, Ada', 'REVU-3': 'Ben Lund' }],
  // The primary's name fits both.
  ['dry', { 'REVU-1': 'Lund', 'REVU-2': 'Ada Lund', 'REVU-3': 'Ben Lund' }],
] as const)(
  'Where only the last of three is somebody else, a person is asked before the first is merged (%s run)',
  async ([mode, names]) => {
    const { world, plan } = smallWorld([TRIO]);
    const scene = await openScene({ world: withNames(world, names), plan });
    try {
      await scene.workerHere();
      const run = await scene.start({ dryRun: mode === 'dry' });
      expect(await standstill(scene, run)).toMatchObject({ waitingFor: 'decision', undecided: 1, paused: false });
      expect(await pairStates(scene, mode)).toEqual({ 'REVU-2': 'not-started', 'REVU-3': 'drifted' });
      expect(mergePosts(scene)).toBe(0);
      const { client, database } = scene;
      const selection = { clusters: [plan.clusters[0]?.id ?? ''] };
      await tellDecision({
        client: async () => client,
        db: database.db,
        run,
        choice: 'approve',
        by: 'Test',
        selection,
      });
      expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { held: 0, failed: 0 } });
      const merged = mode === 'dry' ? 'would-merge' : 'done';
      expect(await pairStates(scene, mode)).toEqual({ 'REVU-2': merged, 'REVU-3': merged });
      expect(appliedMerges(scene)).toEqual(mode === 'dry' ? [] : ['REVU-1<-REVU-2', 'REVU-1<-REVU-3']);
    } finally {
      await scene.close();
    }
  },
);
