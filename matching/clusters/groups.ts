/** Which group each record is in, and nothing else of it. */
export interface Rooted {
  /** The lowest record of a group is its own. */
  parents: Int32Array;
}

/** Records in groups that only grow. */
export interface Groups extends Rooted {
  /** By root. */
  sizes: Int32Array;
  /** The next record of the same group; -1 behind the last. */
  next: Int32Array;
  /** By root. */
  tails: Int32Array;
}

export function openGroups(records: number): Groups {
  return {
    parents: numbered(records),
    sizes: new Int32Array(records).fill(1),
    next: new Int32Array(records).fill(-1),
    tails: numbered(records),
  };
}

export function numbered(size: number): Int32Array {
  const numbers = new Int32Array(size);
  for (let at = 0; at < size; at++) numbers[at] = at;
  return numbers;
}

/** The same groups, to go on with. */
export function copyOf({ parents, sizes, next, tails }: Groups): Groups {
  return { parents: parents.slice(), sizes: sizes.slice(), next: next.slice(), tails: tails.slice() };
}

/** The group's lowest record. */
export function rootOf({ parents }: Rooted, record: number): number {
  let at = record;
  while (parents[at] !== at) {
    parents[at] = parents[parents[at] as number] as number;
    at = parents[at] as number;
  }
  return at;
}

/** Joins the groups of two roots. */
export function join({ parents, sizes, next, tails }: Groups, one: number, other: number): void {
  const [root, joined] = one < other ? [one, other] : [other, one];
  parents[joined] = root;
  sizes[root] = (sizes[root] as number) + (sizes[joined] as number);
  next[tails[root] as number] = joined;
  tails[root] = tails[joined] as number;
}
