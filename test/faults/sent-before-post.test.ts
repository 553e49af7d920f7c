import { expect, test } from 'vitest';
import { PAIR, standstill } from '../support/one-pair.ts';
import { appliedMerges, mergePosts, pairStates } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

test('A worker killed right after the POST leaves a pair that the ledger calls sent, and nobody sends it again', async () => {
  const { world, plan } = smallWorld([PAIR]);
  const scene = await openScene({ world, plan, sandbox: { faults: [{ on: 'rev-users.merge', do: 'never' }] } });
  try {
    const doomed = await scene.worker({ DEDUPE_FAILPOINT: 'post.after:1:kill' });
    const run = await scene.start();
    expect(await doomed.exited).toMatchObject({ signal: 'SIGKILL' });
    expect(mergePosts(scene)).toBe(1);
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'sent' });
    await scene.workerHere();
    await standstill(scene, run);
    expect(mergePosts(scene)).toBe(1);
    expect(appliedMerges(scene)).toEqual([]);
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'not-applied' });
  } finally {
    await scene.close();
  }
});
