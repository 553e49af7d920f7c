import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { expectFaultFree } from '../support/fault-free.ts';
import { PAIR, standstill } from '../support/one-pair.ts';
import { mergePosts, until } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

/**
 * What one look asks: two contacts and the lists of both, and all that once more, with the tickets that the primary's list lacks, where it
 * would end the pair.
 */
const ONE_LOOK = ['rev-users.get', 'works.list', 'works.get', 'conversations.list'];

test('One look that lags proves nothing, also when nobody looked for longer than the quiet period', async () => {
  const { world, plan } = smallWorld([PAIR]);
  const scene = await openScene({ world, plan });
  try {
    const first = await scene.worker({ DEDUPE_FAILPOINT: 'post.after:1:kill' });
    const run = await scene.start();
    expect(await first.exited).toMatchObject({ signal: 'SIGKILL' });
    await until('the merge is applied', () => scene.sandbox.effects().length > 0);
    await scene.database.db.execute(sql`update pairs set sent_at = sent_at - interval '1 hour'`);
    for (const on of ONE_LOOK) scene.sandbox.addFault({ on, times: on === 'works.get' ? 3 : 4, do: 'stale' });
    await scene.workerHere();
    expect(await standstill(scene, run)).toMatchObject({ paused: false, counts: { done: 1, merged: 1 } });
    expect(mergePosts(scene)).toBe(1);
    await expectFaultFree(scene, { world, plan });
  } finally {
    await scene.close();
  }
});
