import type { Dictionary } from '../text/dictionary.ts';
import { findPair, type PairWeights } from './pair-weights.ts';

/** What fields are compared as. Their order here is that of comparisons. */
export const FIELD_KINDS = [
  ...([
    'first',
    'last',
    'email',
    'phone',
    'dob',
    'identifier',
    'company',
    'address',
    'city',
    'postcode',
    'other',
  ] as const),
];

export type FieldKind = (typeof FIELD_KINDS)[number];

/** One property of all records. */
export interface Field {
  kind: FieldKind;
  /** The columns it comes from, for messages. */
  name: string;
  /** Their headers. */
  headers: readonly string[];
  dictionary: Dictionary;
  /** So many values a record may have: e-mail and phone of several columns. */
  width: number;
  /** `width` numbers of texts for each record; -1: none. */
  values: Int32Array;
}

/** Records to be matched, in an order that does not depend on the file's. */
export interface Table {
  size: number;
  fields: Field[];
  /** By record: jr, sr, …; 0 for none. */
  suffixes: Uint8Array;
  /** By record: 1 where it names two people. */
  couples: Uint8Array;
  /** Columns that, filled on both and different, forbid: numbers of their values by record; -1: not filled. */
  walls: Int32Array[];
  /** By record: which of several sources it comes from, of each of which one person has one record at most. Absent: it is one file. */
  sources?: Int32Array;
  /** Pairs that a person keeps apart. */
  apart?: PairWeights;
  /** Pairs that a person has put off: that the two resemble each other is no reason to ask again. */
  putOff?: PairWeights;
}

/** How many records have each text of a field, and how many have any. */
export interface FieldCounts {
  byText: Uint32Array;
  filled: number;
}

export function countField({ dictionary, values, width }: Field): FieldCounts {
  const byText = new Uint32Array(dictionary.size);
  let filled = 0;
  for (let at = 0; at < values.length; at += width) {
    if ((values[at] as number) >= 0) filled++;
    for (let slot = 0; slot < width; slot++) {
      const id = values[at + slot] as number;
      if (id >= 0) byText[id] = (byText[id] as number) + 1;
    }
  }
  return { byText, filled };
}

/** What keeps two records apart, whatever agrees: they are of one source, a column differs, or a person has said so. Null: nothing. */
export function wallBetween(
  { walls, sources, apart }: Table,
  a: number,
  b: number,
): { by: 'source' | 'word' } | { by: 'column'; at: number } | null {
  if (sources !== undefined && a !== b && sources[a] === sources[b]) return { by: 'source' };
  for (let at = 0; at < walls.length; at++) {
    const wall = walls[at] as Int32Array;
    const [one, other] = [wall[a] as number, wall[b] as number];
    if (one >= 0 && other >= 0 && one !== other) return { by: 'column', at };
  }
  return apart !== undefined && isAmong(apart, a, b) ? { by: 'word' } : null;
}

export function isWalled(table: Table, a: number, b: number): boolean {
  return hasWalls(table) && wallBetween(table, a, b) !== null;
}

export function hasWalls({ walls, sources, apart }: Table): boolean {
  return walls.length > 0 || sources !== undefined || apart !== undefined;
}

export function isPutOff({ putOff }: Table, a: number, b: number): boolean {
  return putOff !== undefined && isAmong(putOff, a, b);
}

function isAmong(pairs: PairWeights, a: number, b: number): boolean {
  return findPair(pairs, Math.min(a, b), Math.max(a, b)) >= 0;
}
