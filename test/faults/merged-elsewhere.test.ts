import { expect, test } from 'vitest';
import { runCluster } from '../support/one-pair.ts';
import { pairStates } from '../support/outcome.ts';
import { query } from '../support/query.ts';

const cluster = { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'], 'REVU-9': ['TKT-9'] } };

test.for(['404', 'pointer'] as const)(
  'A duplicate that ends up in another contact (%s) is a conflict and pauses the run',
  async (consumed) => {
    const { scene, progress } = await runCluster({
      cluster,
      sandbox: { consumed, faults: [{ on: 'rev-users.merge', do: { kind: 'conflict', into: 'REVU-9' } }] },
    });
    try {
      expect(progress.paused).toBe(true);
      expect(progress.counts).toMatchObject({ done: 0, held: 1, merged: 0 });
      expect(await pairStates(scene)).toMatchObject({ 'REVU-2': 'conflict' });
      expect(await query(scene.env.DATABASE_URL ?? '', 'select stop_by from runs')).toEqual([{ stop_by: 'breach' }]);
    } finally {
      await scene.close();
    }
  },
);
