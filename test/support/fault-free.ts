import { expect } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import type { World } from '../../samples/world/world.ts';
import { locked } from './ledger.ts';
import { appliedMerges, pairStates } from './outcome.ts';
import type { Scene } from './scene.ts';

/**
 * Asserts that the plan was carried out as without any fault: every pair applied exactly once and `done`, every ticket and
 * every conversation with the contacts that a model of the merges gives, no lock left.
 */
export async function expectFaultFree(scene: Scene, { world, plan }: { world: World; plan: Plan }): Promise<void> {
  const survivors = survivorsOf(plan);
  const merges = [...survivors].map(([duplicate, primary]) => `${primary}<-${duplicate}`);
  expect(appliedMerges(scene).sort()).toEqual(merges.sort());
  expect(await pairStates(scene)).toEqual(Object.fromEntries([...survivors.keys()].map((id) => [id, 'done'])));
  expect(await locked(scene)).toEqual([]);
  const { consumed, tickets, conversations } = scene.sandbox.state();
  expect(consumed).toEqual(Object.fromEntries(survivors));
  for (const { id, reportedBy } of world.tickets) {
    const expected = new Set(reportedBy.map((contact) => survivors.get(contact) ?? contact));
    expect(tickets[id]?.reportedBy, id).toEqual([...expected].sort());
  }
  for (const { id, members } of world.conversations ?? []) {
    const expected = new Set(members.map((contact) => survivors.get(contact) ?? contact));
    expect(conversations[id]?.members, id).toEqual([...expected].sort());
  }
}

/** Every duplicate of the plan to its primary. */
function survivorsOf(plan: Plan): Map<string, string> {
  const pairs = plan.clusters.flatMap(({ primary, duplicates }) =>
    duplicates.map((duplicate): [string, string] => [duplicate, primary]),
  );
  return new Map(pairs);
}
