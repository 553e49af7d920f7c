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

/** Calls with the members of each set of two or more, in order: of numbers below `size`. */
export function eachSet({ rootOf, isAlone }: DisjointSets, size: number, found: (members: Int32Array) => void): void {
  const roots = new Int32Array(size).fill(-1);
  // How many each root has; then, where its members begin.
  const begin = new Int32Array(size + 1);
  for (let one = 0; one < size; one++) {
    if (isAlone(one)) continue;
    const root = rootOf(one);
    roots[one] = root;
    begin[root + 1] = (begin[root + 1] ?? 0) + 1;
  }
  for (let root = 0; root < size; root++) begin[root + 1] = (begin[root + 1] ?? 0) + (begin[root] ?? 0);
  const members = new Int32Array(begin[size] ?? 0);
  const next = begin.slice();
  for (const [one, root] of roots.entries()) {
    if (root === -1) continue;
    members[next[root] ?? 0] = one;
    next[root] = (next[root] ?? 0) + 1;
  }
  for (let root = 0; root < size; root++) {
    const [first = 0, end = 0] = [begin[root], begin[root + 1]];
    if (end > first) found(members.subarray(first, end));
  }
}
