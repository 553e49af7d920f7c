import { expect, test } from 'vitest';
import type { Fault } from '../../sandbox/devrev/faults/fault.ts';
import { standstill } from '../support/one-pair.ts';
import { mergePosts, pairStates } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { type ClusterSpec, smallWorld } from '../support/small-world.ts';

/** What never can be read, of one cluster each. The fifth cluster is sound. */
const POISONS: Fault[] = [
  { on: 'conversations.list', every: 1, pair: { duplicate: 'REVU-2' }, do: '403' },
  { on: 'timeline-entries.list', every: 1, pair: { duplicate: 'CONV-2' }, do: '404' },
  { on: 'artifacts.locate', every: 1, pair: { duplicate: 'ARTIFACT-800003' }, do: '404' },
  { on: 'artifacts.locate', every: 1, pair: { duplicate: 'ARTIFACT-800004' }, do: '403' },
];

function talkative(number: number): ClusterSpec {
  const [primary, duplicate] = [`REVU-${2 * number - 1}`, `REVU-${2 * number}`];
  return {
    members: { [primary]: [`TKT-${2 * number - 1}`], [duplicate]: [`TKT-${2 * number}`] },
    conversations: { [`CONV-${number}`]: [duplicate] },
  };
}

test('A pair with a conversation whose list, thread or attachment cannot be read is skipped, and the others go on', async () => {
  const { world, plan } = smallWorld([1, 2, 3, 4, 5].map(talkative));
  const scene = await openScene({ world, plan, sandbox: { faults: POISONS } });
  try {
    await scene.workerHere();
    const run = await scene.start();
    expect(await standstill(scene, run)).toMatchObject({ paused: true, counts: { done: 1, skipped: 4 } });
    expect(await pairStates(scene)).toEqual({
      'REVU-2': 'skipped',
      'REVU-4': 'skipped',
      'REVU-6': 'skipped',
      'REVU-8': 'skipped',
      'REVU-10': 'done',
    });
    expect(mergePosts(scene)).toBe(1);
    const bitten = new Set(scene.sandbox.faultsApplied().map(({ fault }) => fault));
    expect(bitten.size).toBe(POISONS.length);
  } finally {
    await scene.close();
  }
});
