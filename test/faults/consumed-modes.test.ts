import { expect, test } from 'vitest';
import { CONSUMED_MODES } from '../../sandbox/devrev/settings.ts';
import { runCluster } from '../support/one-pair.ts';
import { appliedMerges, pairStates } from '../support/outcome.ts';

test.for(CONSUMED_MODES)(
  'A merge is proven whatever the CRM shows of the duplicate afterwards (%s)',
  async (consumed) => {
    const { scene, progress } = await runCluster({ sandbox: { consumed } });
    try {
      expect(progress.counts).toMatchObject({ done: 1, merged: 1 });
      expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2']);
      expect(await pairStates(scene)).toEqual({ 'REVU-2': 'done' });
    } finally {
      await scene.close();
    }
  },
);
