import type { Two } from '../records/said.ts';
import { hasWalls, isWalled, type Table } from '../records/table.ts';
import { type Groups, join, openGroups, rootOf } from './groups.ts';

/** Records that are one person's whatever their weight. */
export interface Forced {
  groups: Groups;
  /** The links that hold, each with its reason. */
  links: ForcedLink[];
  /** Links that something forbids, which wins: between which two it stands. */
  refused: (ForcedLink & { between: Two })[];
}

export interface ForcedLink {
  by: 'word' | 'same';
  pair: Two;
}

interface Force {
  merge: readonly Two[];
  /** By record, numbers of values that one person alone has; -1: none. */
  same: readonly Int32Array[];
}

/** A word of `merge` holds where nothing forbids any two that it brings together with other such words; else none of them does. */
export function forced(table: Table, { merge, same }: Force): Forced {
  const found: Forced = { groups: openGroups(table.size), links: [], refused: [] };
  joinWords(table, merge, found);
  for (const values of same) joinSame(table, values, found);
  return found;
}

function joinWords(table: Table, merge: readonly Two[], { groups, links, refused }: Forced): void {
  const meant = openGroups(table.size);
  for (const [a, b] of merge) unite(meant, a, b);
  const against = new Map<number, Two | null>();
  for (const pair of merge) {
    const root = rootOf(meant, pair[0]);
    const between = against.get(root) ?? (against.has(root) ? null : walledTwo(table, membersOf(meant, root)));
    against.set(root, between);
    if (between !== null) refused.push({ by: 'word', pair, between });
    else {
      links.push({ by: 'word', pair });
      unite(groups, ...pair);
    }
  }
}

function joinSame(table: Table, values: Int32Array, { groups, links, refused }: Forced): void {
  const firsts = new Int32Array(values.reduce((most, value) => Math.max(most, value + 1), 0)).fill(-1);
  for (let record = 0; record < table.size; record++) {
    const value = values[record] as number;
    if (value < 0) continue;
    const first = firsts[value] as number;
    if (first < 0) firsts[value] = record;
    else {
      const [one, other] = [rootOf(groups, first), rootOf(groups, record)];
      const pair = [first, record] as const;
      const between = one === other ? null : walledAcross(table, groups, one, other);
      if (between !== null) refused.push({ by: 'same', pair, between });
      else {
        links.push({ by: 'same', pair });
        unite(groups, first, record);
      }
    }
  }
}

function walledTwo(table: Table, members: readonly number[]): Two | null {
  for (const [at, a] of members.entries()) {
    for (const b of members.slice(at + 1)) if (isWalled(table, a, b)) return [a, b];
  }
  return null;
}

function walledAcross(table: Table, groups: Groups, one: number, other: number): Two | null {
  if (!hasWalls(table)) return null;
  for (const a of membersOf(groups, one)) {
    for (const b of membersOf(groups, other)) if (isWalled(table, a, b)) return [a, b];
  }
  return null;
}

function membersOf({ next }: Groups, root: number): number[] {
  const members: number[] = [];
  for (let at = root; at >= 0; at = next[at] as number) members.push(at);
  return members;
}

function unite(groups: Groups, a: number, b: number): void {
  const [one, other] = [rootOf(groups, a), rootOf(groups, b)];
  if (one !== other) join(groups, one, other);
}
