import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { childrenOf } from '../support/children.ts';
import { withNames } from '../support/names.ts';
import { standstill } from '../support/one-pair.ts';
import { appliedMerges } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { tinyPairs } from '../support/tiny-pairs.ts';

test('A cluster of the canary that goes back to review counts as undecided, and the next approved one takes its place', async () => {
  const { world, plan } = tinyPairs(5);
  const [doubtful, ...others] = plan.clusters;
  const names = { [doubtful?.primary ?? '']: 'Ada Lund', [doubtful?.duplicates[0] ?? '']: 'Ben Lund' };
  const scene = await openScene({ world: withNames(world, names), plan });
  try {
    await scene.workerHere();
    const run = await scene.start({ canary: 2, window: 4, limit: 4 });
    expect(await standstill(scene, run)).toMatchObject({
      paused: false,
      canary: 'passed',
      counts: { started: 4, done: 4, held: 0, merged: 4 },
    });
    const { started } = await childrenOf(scene, run);
    const ids = started.map((id) => id.slice(-32));
    expect(ids.slice(0, 2).sort()).toEqual(
      plan.clusters
        .slice(0, 2)
        .map(({ id }) => id)
        .sort(),
    );
    expect(ids[2]).toBe(others[1]?.id);
    expect(appliedMerges(scene)).toHaveLength(4);
    const rows = await scene.database.db.execute<{ cluster_id: string }>(
      sql`select cluster_id from run_clusters where run_id = ${run.id} and canary order by ordinal`,
    );
    expect(rows.map((row) => row.cluster_id)).toEqual(others.slice(0, 2).map(({ id }) => id));
  } finally {
    await scene.close();
  }
});
