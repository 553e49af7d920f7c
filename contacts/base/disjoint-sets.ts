export interface DisjointSets {
  join: (a: number, b: number) => void;
  /** The same for all that were joined, whatever the order was in which they were. */
  rootOf: (one: number) => number;
  /** Never joined with another. */
  isAlone: (one: number) => boolean;
}

/** Union-find over numbers from 0: the lowest of a set stands for it. */
export function disjointSets(): DisjointSets {
  const parents: number[] = [];

  function rootOf(one: number): number {
    let root = one;
    for (let next = parents[root]; next !== undefined && next !== root; next = parents[root]) root = next;
    for (let at = one; at !== root; ) {
      const next = parents[at] ?? root;
      parents[at] = root;
      at = next;
    }
    return root;
  }

  function join(a: number, b: number): void {
    if (a === b) return;
    const [low, high] = [rootOf(a), rootOf(b)].sort((x, y) => x - y) as [number, number];
    parents[low] = low;
    parents[high] = low;
  }

  return { join, rootOf, isAlone: (one) => parents[one] === undefined };
}
