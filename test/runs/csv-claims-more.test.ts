import { expect, test } from 'vitest';
import { runCluster } from '../support/one-pair.ts';
import { mergePosts } from '../support/outcome.ts';

test('A pair whose backup has fewer tickets than the CSV says is held with the figures', async () => {
  const { scene, progress } = await runCluster({
    cluster: { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] }, csvTickets: { 'REVU-2': 3 } },
  });
  try {
    expect(progress.counts).toMatchObject({ done: 0, held: 1 });
    expect(mergePosts(scene)).toBe(0);
    const [pair] = await scene.database.db.execute('select reason from pairs');
    expect(pair).toEqual({ reason: 'the CSV says 3 tickets for REVU-2, DevRev has 1' });
  } finally {
    await scene.close();
  }
});
