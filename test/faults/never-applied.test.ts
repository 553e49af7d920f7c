import { expect, test } from 'vitest';
import type { Fault } from '../../sandbox/devrev/faults/fault.ts';
import { runCluster } from '../support/one-pair.ts';
import { mergePosts, pairStates } from '../support/outcome.ts';

const faults: Fault['do'][] = ['never', '500-before', 'drop-before', '502-html', '404', '409', 'hang'];

test.for(faults)(
  'A merge that was not applied (%s) is held as not-applied after the quiet period and not sent again',
  async (fault) => {
    const { scene, progress } = await runCluster({ sandbox: { faults: [{ on: 'rev-users.merge', do: fault }] } });
    try {
      expect(progress).toMatchObject({ paused: true, counts: { done: 0, held: 1, merged: 0 } });
      expect(progress.pauseReason).toContain('canary');
      expect(scene.sandbox.effects()).toEqual([]);
      expect(mergePosts(scene)).toBe(1);
      expect(await pairStates(scene)).toEqual({ 'REVU-2': 'not-applied' });
    } finally {
      await scene.close();
    }
  },
);
