import { expect, test } from 'vitest';
import type { Fault } from '../../sandbox/devrev/faults/fault.ts';
import { consentOf, IN, MAPPING, OUT, withConsents } from '../support/consent.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { PAIR, standstill } from '../support/one-pair.ts';
import { mergePosts, pairStates } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

const passing: Fault['do'][] = [
  'apply-then-drop',
  'drop-before',
  '500-before',
  '500-after',
  { kind: '429', retryAfter: 1 },
  { kind: 'late', ms: 400 },
];

test('An opt-out whose answer is lost, refused for a while or early is written once, before the merge', async () => {
  const { world, plan } = smallWorld(manyPairs(passing.length));
  const primaries = passing.map((_fault, index) => `REVU-${2 * index + 1}`);
  const consents = primaries.map((primary, index) => [
    [primary, IN],
    [`REVU-${2 * index + 2}`, OUT],
  ]);
  const faults = passing.map((fault, index) => ({
    on: 'rev-users.update',
    pair: { primary: primaries[index] ?? '' },
    do: fault,
  }));
  const scene = await openScene({
    world: withConsents(world, Object.fromEntries(consents.flat())),
    plan,
    sandbox: { faults },
  });
  try {
    await scene.workerHere();
    const run = await scene.start({ consent: MAPPING, window: 6, canary: 6 });
    expect(await scene.result(run)).toMatchObject({ state: 'done', counts: { done: 6, merged: 6 } });
    expect(scene.sandbox.faultsApplied()).toHaveLength(passing.length);
    for (const primary of primaries) {
      const effects = scene.sandbox.effects().filter((effect) => (effect.contact ?? effect.primary) === primary);
      expect([primary, ...effects.map(({ kind }) => kind)]).toEqual([primary, 'update', 'merge']);
      expect(consentOf(scene, primary)).toBe(true);
    }
  } finally {
    await scene.close();
  }
});

test('An opt-out that the CRM acknowledges and never keeps holds the pair, and nothing is merged', async () => {
  const { world, plan } = smallWorld([PAIR]);
  const never = { on: 'rev-users.update', every: 1, do: 'never' as const };
  const scene = await openScene({ world: withConsents(world, { 'REVU-2': OUT }), plan, sandbox: { faults: [never] } });
  try {
    await scene.workerHere();
    await standstill(scene, await scene.start({ consent: MAPPING, timing: { readAttempts: 2 } }));
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'held' });
    expect(mergePosts(scene)).toBe(0);
  } finally {
    await scene.close();
  }
});
