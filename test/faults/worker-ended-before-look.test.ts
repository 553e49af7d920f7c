import { expect, test } from 'vitest';
import { PAIR } from '../support/one-pair.ts';
import { appliedMerges, mergePosts, pairStates, until } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

/** Longer than a worker that is asked to end lets its steps go on. */
const LONG_MS = 7_000;

test('A worker that ends while it waits for the first look is replaced: the merge is looked at, and not sent again', async () => {
  const scene = await openScene(smallWorld([PAIR]));
  try {
    const first = await scene.worker();
    const run = await scene.start({ timing: { firstLookMs: LONG_MS } });
    await until('the merge is applied', async () => appliedMerges(scene).length === 1, 60_000);
    first.kill('SIGTERM');
    expect(await first.exited).toMatchObject({ code: 0 });
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'sent' });
    await scene.workerHere();
    expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1, held: 0 } });
    expect(mergePosts(scene)).toBe(1);
    expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2']);
  } finally {
    await scene.close();
  }
});
