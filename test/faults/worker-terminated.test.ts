import { expect, test } from 'vitest';
import { ended } from '../support/ended.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { hold, oneOfEach } from '../support/hold.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { mergePosts } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

test('A worker ended by SIGTERM in the middle of merges, as in a rolling restart, leaves the run as without a fault', async () => {
  const { world, plan } = smallWorld(manyPairs(9));
  const scene = await openScene({ world, plan });
  try {
    const held = hold(scene, oneOfEach(plan));
    const old = await scene.worker();
    const run = await scene.start({ canary: 6, window: 6 });
    await held.arrived();
    old.kill('SIGTERM');
    await scene.workerHere();
    held.letGo();
    expect(await old.exited).toMatchObject({ code: 0 });
    expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { done: 9, merged: 9 } });
    await expectFaultFree(scene, { world, plan });
    expect(mergePosts(scene)).toBe(9);
  } finally {
    await scene.close();
  }
});
