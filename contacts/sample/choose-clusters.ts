import { createHash } from 'node:crypto';
import type { PlanCluster } from '../plan.ts';

/** Clusters that one rule decided in one way: `cxp-uid` and `auto`. */
export interface Kind {
  strategy: string;
  decision: PlanCluster['decision'];
  /** In all of the plan, and in the sample. */
  clusters: number;
  taken: number;
}

export interface Chosen {
  clusters: PlanCluster[];
  /** By strategy and decision, in order of their names; of one that did not fit none is taken. */
  kinds: Kind[];
}

/**
 * So many whole clusters, one of each kind in turn until there are enough: a small sample has something of everything. Which of a kind is the
 * seed's, and nothing else's: the same plan and seed give the same clusters, and a larger size keeps those of a smaller one.
 */
export function chooseClusters(
  clusters: readonly PlanCluster[],
  { size, seed }: { size: number; seed: number },
): Chosen {
  const kinds = kindsOf(clusters, seed);
  const chosen: PlanCluster[] = [];
  const taken = kinds.map(() => 0);
  const largest = Math.max(0, ...kinds.map((kind) => kind.length));
  for (let turn = 0; turn < largest && chosen.length < size; turn += 1) {
    for (const [at, kind] of kinds.entries()) {
      const cluster = kind[turn];
      if (cluster === undefined || chosen.length >= size) continue;
      chosen.push(cluster);
      taken[at] = turn + 1;
    }
  }
  return { clusters: chosen, kinds: kinds.flatMap((kind, at) => kindOf(kind, taken[at] ?? 0)) };
}

function kindsOf(clusters: readonly PlanCluster[], seed: number): PlanCluster[][] {
  const kinds = new Map<string, PlanCluster[]>();
  for (const cluster of clusters) {
    const name = `${cluster.strategy} ${cluster.decision}`;
    const kind = kinds.get(name) ?? [];
    kind.push(cluster);
    kinds.set(name, kind);
  }
  const named = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1));
  return named.map(([, kind]) => {
    const placed = kind.map((cluster) => ({ cluster, place: placeOf(cluster.id, seed) }));
    return placed.sort((a, b) => (a.place < b.place ? -1 : 1)).map(({ cluster }) => cluster);
  });
}

function placeOf(id: string, seed: number): string {
  return createHash('sha256').update(`${seed} ${id}`).digest('hex');
}

function kindOf(clusters: readonly PlanCluster[], taken: number): Kind[] {
  const [first] = clusters;
  if (first === undefined) return [];
  const { strategy, decision } = first;
  return [{ strategy, decision, clusters: clusters.length, taken }];
}
