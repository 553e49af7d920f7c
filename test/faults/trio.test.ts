import { expect, test } from 'vitest';
import type { FailpointName } from '../../activities/failpoint.ts';
import { ended } from '../support/ended.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { pairReasons } from '../support/ledger.ts';
import { runCluster } from '../support/one-pair.ts';
import { appliedMerges, mergePosts, pairStates } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { type ClusterSpec, smallWorld } from '../support/small-world.ts';

/** TKT-2 stands at all three contacts; CONV-1 is one that both duplicates take part in. */
const TRIO: ClusterSpec = {
  members: { 'REVU-1': ['TKT-1', 'TKT-2'], 'REVU-2': ['TKT-2', 'TKT-3'], 'REVU-3': ['TKT-2', 'TKT-4'] },
  conversations: { 'CONV-1': ['REVU-2', 'REVU-3'], 'CONV-2': ['REVU-3'] },
};

test('In a cluster of three the second merge follows the first, whose changes to the primary are no drift', async () => {
  const { scene, progress } = await runCluster({ cluster: TRIO });
  try {
    expect(progress.counts).toMatchObject({ done: 1, merged: 2 });
    expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2', 'REVU-1<-REVU-3']);
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'done', 'REVU-3': 'done' });
    // No document says that a merge writes here: the sandbox does, and real ones may.
    expect(scene.sandbox.state().contacts['REVU-1']).toMatchObject({ description: 'Merged from REVU-2, REVU-3.' });
  } finally {
    await scene.close();
  }
});

test('In a cluster of three the second duplicate waits for the first while that one is held, by name, and is read once, and neither backed up nor sent', async () => {
  const faults = [{ on: 'rev-users.merge', do: 'never' as const }];
  const { scene, progress } = await runCluster({ cluster: TRIO, sandbox: { faults } });
  try {
    expect(progress).toMatchObject({ paused: true, counts: { done: 0, held: 1, merged: 0 } });
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'not-applied', 'REVU-3': 'not-started' });
    const cluster = scene.plan.clusters[0]?.id;
    expect((await pairReasons(scene))['REVU-3']).toContain(`waits for ${cluster}.REVU-2`);
    const asked = scene.sandbox.requests().filter(({ subjects }) => subjects.includes('REVU-3'));
    expect(asked.map(({ path }) => path)).toEqual(['rev-users.get']);
    expect(appliedMerges(scene)).toEqual([]);
    expect(mergePosts(scene)).toBe(1);
  } finally {
    await scene.close();
  }
});

const kills: [FailpointName, number, string][] = [
  ['done.after', 1, 'between the pairs'],
  ['answer.before', 2, 'in the second pair, after its merge'],
];

test.concurrent.for(kills)(
  'In a cluster of three a worker killed at %s (pass %i: %s) leaves both merged once',
  async ([failpoint, pass]) => {
    const { world, plan } = smallWorld([TRIO]);
    const scene = await openScene({ world, plan });
    try {
      const doomed = await scene.worker({ DEDUPE_FAILPOINT: `${failpoint}:${pass}:kill` });
      const run = await scene.start();
      expect(await doomed.exited).toMatchObject({ signal: 'SIGKILL' });
      await scene.workerHere();
      expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { done: 1 } });
      expect(mergePosts(scene)).toBe(2);
      await expectFaultFree(scene, { world, plan });
    } finally {
      await scene.close();
    }
  },
);
