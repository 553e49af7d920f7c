import { expect, test } from 'vitest';
import { appliedMerges } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

test('A run that continues as new after every page merges all its clusters once', async () => {
  const clusters = Array.from({ length: 6 }, (_, n) => ({
    members: { [`REVU-${2 * n + 1}`]: [`TKT-${n + 1}`], [`REVU-${2 * n + 2}`]: [] },
  }));
  const { world, plan } = smallWorld(clusters);
  const scene = await openScene({ world, plan });
  try {
    await scene.workerHere();
    const run = await scene.start({ canary: 2, pagesPerExecution: 1 });
    expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 6, merged: 6 } });
    expect(new Set(appliedMerges(scene)).size).toBe(6);
    expect(appliedMerges(scene)).toHaveLength(6);
  } finally {
    await scene.close();
  }
});
