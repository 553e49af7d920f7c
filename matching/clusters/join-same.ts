import type { Two } from '../records/said.ts';
import type { Table } from '../records/table.ts';
import type { Turn } from '../turns.ts';
import type { Forced } from './forced-links.ts';
import { type Groups, join, rootOf } from './groups.ts';

/** Records of one turn. */
const TURN = 2 ** 13;
/** With more groups of one value, whoever fits the last of them is not looked for any more. */
const MOST_GROUPS = 100;

/** What a group of records of one value has that forbids others: no two of it are kept apart. */
interface Held {
  /** By wall, the record that has a value there; -1: none. */
  walls: Int32Array;
  /** By source, its record. */
  sources: Map<number, number>;
}

/**
 * Joins what is equal in `values`, as far as nothing forbids it: whoever may not be with the first of them may be with the second. A link is refused where
 * somebody fits none. What keeps apart is asked of a group as a whole: a value that every row has is no reason to compare all rows.
 */
export function* joinSame(table: Table, values: Int32Array, { groups, links, refused }: Forced): Generator<Turn, void> {
  const byValue = new Map<number, number[]>();
  const held = new Map<number, Held>();
  const partners = partnersOf(table);
  for (let record = 0; record < table.size; record++) {
    if (record % TURN === 0) yield { done: record, of: table.size };
    const value = values[record] as number;
    if (value < 0) continue;
    const firsts = byValue.get(value);
    if (firsts === undefined) {
      byValue.set(value, [record]);
      continue;
    }
    const own = rootOf(groups, record);
    let between: Two | null = null;
    let taken = -1;
    for (const first of firsts) {
      const root = rootOf(groups, first);
      const found = root === own ? null : apartFrom({ table, groups, partners }, heldBy(root), heldBy(own));
      between ??= found;
      if (found !== null) continue;
      taken = first;
      break;
    }
    if (taken < 0) {
      refused.push({ by: 'same', pair: [firsts[0] as number, record], between: between as Two });
      if (firsts.length < MOST_GROUPS) firsts.push(record);
      continue;
    }
    links.push({ by: 'same', pair: [taken, record] });
    const root = rootOf(groups, taken);
    if (root === own) continue;
    const both = joined(heldBy(root).held, heldBy(own).held);
    join(groups, root, own);
    held.set(rootOf(groups, record), both);
  }

  function heldBy(root: number): Group {
    const known = held.get(root) ?? heldIn(table, groups, root);
    held.set(root, known);
    return { root, held: known };
  }
}

interface Group {
  root: number;
  held: Held;
}

function heldIn({ walls, sources }: Table, groups: Groups, root: number): Held {
  const found: Held = { walls: new Int32Array(walls.length).fill(-1), sources: new Map() };
  for (let record = root; record >= 0; record = groups.next[record] as number) {
    for (const [at, wall] of walls.entries()) if ((wall[record] as number) >= 0) found.walls[at] = record;
    if (sources !== undefined) found.sources.set(sources[record] as number, record);
  }
  return found;
}

/** The first is used up. */
function joined(one: Held, other: Held): Held {
  for (const [at, record] of other.walls.entries()) if (record >= 0) one.walls[at] = record;
  for (const [source, record] of other.sources) one.sources.set(source, record);
  return one;
}

interface Rules {
  table: Table;
  groups: Groups;
  partners: Map<number, number[]>;
}

/** Two, one of each, who are kept apart; null: nobody is. */
function apartFrom({ table, groups, partners }: Rules, one: Group, other: Group): Two | null {
  for (const [at, wall] of table.walls.entries()) {
    const [a, b] = [one.held.walls[at] as number, other.held.walls[at] as number];
    if (a >= 0 && b >= 0 && wall[a] !== wall[b]) return [a, b];
  }
  for (const [source, b] of other.held.sources) {
    const a = one.held.sources.get(source);
    if (a !== undefined) return [a, b];
  }
  if (partners.size === 0) return null;
  for (let record = other.root; record >= 0; record = groups.next[record] as number) {
    const apart = partners.get(record)?.find((partner) => rootOf(groups, partner) === one.root);
    if (apart !== undefined) return [apart, record];
  }
  return null;
}

/** By record, whom a person keeps it apart from. */
function partnersOf({ apart }: Table): Map<number, number[]> {
  const found = new Map<number, number[]>();
  if (apart === undefined) return found;
  const add = (record: number, partner: number): void =>
    void found.set(record, [...(found.get(record) ?? []), partner]);
  for (let at = 0; at < apart.size; at++) {
    add(apart.a[at] as number, apart.b[at] as number);
    add(apart.b[at] as number, apart.a[at] as number);
  }
  return found;
}
