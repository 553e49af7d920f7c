import type { PlanCluster } from '../plan.ts';

/** Two contacts that an earlier decision keeps apart: who said so, and when (ISO 8601). */
export interface KeptApartPair {
  a: string;
  b: string;
  by: string;
  at: string;
}

/** A cluster that waits for a person because of such a decision, whatever the rules say. */
export interface KeptApartCluster extends KeptApartPair {
  cluster: string;
}

/** Finds in a cluster the first two that are kept apart; null: there are none, or it may not be merged in any case. */
export function findKeptApart(
  pairs: readonly KeptApartPair[],
): (cluster: Pick<PlanCluster, 'id' | 'decision' | 'members'>) => KeptApartCluster | null {
  const byContact = new Map<string, KeptApartPair[]>();
  for (const pair of pairs) byContact.set(pair.a, [...(byContact.get(pair.a) ?? []), pair]);
  return ({ id, decision, members }) => {
    if (decision === 'blocked') return null;
    const others = new Set(members.map((member) => member.id));
    const found = members.flatMap((member) => byContact.get(member.id) ?? []).find(({ b }) => others.has(b));
    return found === undefined ? null : { cluster: id, ...found };
  };
}
