import type { Two } from '../records/said.ts';
import { isWalled, type Table } from '../records/table.ts';
import type { Turn } from '../turns.ts';
import type { Forced } from './forced-links.ts';
import { type Groups, join, openGroups, rootOf } from './groups.ts';
import { joinSame } from './join-same.ts';

interface Force {
  merge: readonly Two[];
  /** By record, numbers of values that one person alone has; -1: none. */
  same: readonly Int32Array[];
}

/** A word of `merge` holds where nothing forbids any two that it brings together with other such words; else none of them does. */
export function* forced(table: Table, { merge, same }: Force): Generator<Turn, Forced> {
  const found: Forced = { groups: openGroups(table.size), links: [], refused: [] };
  joinWords(table, merge, found);
  for (const values of same) yield* joinSame(table, values, found);
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

function walledTwo(table: Table, members: readonly number[]): Two | null {
  for (const [at, a] of members.entries()) {
    for (const b of members.slice(at + 1)) if (isWalled(table, a, b)) return [a, b];
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
