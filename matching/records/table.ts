import type { Dictionary } from '../text/dictionary.ts';

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

/** Two records that a column forbids to be one. */
export function isWalled({ walls }: Table, a: number, b: number): boolean {
  for (const wall of walls) {
    const [one, other] = [wall[a] as number, wall[b] as number];
    if (one >= 0 && other >= 0 && one !== other) return true;
  }
  return false;
}
