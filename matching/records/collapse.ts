import type { FieldKind, Table } from './table.ts';

/** Records that are equal in all that is compared, as one. */
export interface Collapsed {
  table: Table;
  /** By record as given: its record of `table`. */
  recordOf: Int32Array;
  /** By record of `table`: how many were given. */
  times: Uint32Array;
}

const IDENTIFYING: readonly FieldKind[] = ['email', 'phone', 'dob', 'identifier', 'address'];

/**
 * Equal ones are one record where they have a name and something that identifies; others stay apart, and so do those of `alone` and all
 * records of several sources. What the table holds is used up: its arrays are those of the result.
 */
export function collapse(table: Table, alone: ReadonlySet<number> = new Set()): Collapsed {
  const { size, fields } = table;
  const parts = partsOf(table);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * size + 2)));
  const last = slots.length - 1;
  const recordOf = new Int32Array(size);
  const firsts = new Int32Array(size);
  const times = new Uint32Array(size);
  let count = 0;
  for (let record = 0; record < size; record++) {
    let found = -1;
    if (table.sources === undefined && !alone.has(record) && isTelling(table, record)) {
      let slot = hashOf(parts, record) & last;
      for (;;) {
        const other = (slots[slot] as number) - 1;
        if (other < 0) {
          slots[slot] = count + 1;
          break;
        }
        if (isEqual(parts, firsts[other] as number, record)) {
          found = other;
          break;
        }
        slot = (slot + 1) & last;
      }
    }
    if (found < 0) {
      found = count;
      firsts[count++] = record;
    }
    recordOf[record] = found;
    times[found] = (times[found] as number) + 1;
  }
  const kept = firsts.subarray(0, count);
  return {
    table: {
      size: count,
      fields: fields.map((field) => ({ ...field, values: picked(field.values, field.width, kept) })),
      suffixes: picked(table.suffixes, 1, kept),
      couples: picked(table.couples, 1, kept),
      walls: table.walls.map((wall) => picked(wall, 1, kept)),
      ...(table.sources && { sources: picked(table.sources, 1, kept) }),
    },
    recordOf,
    times: times.slice(0, count),
  };
}

interface Part {
  values: ArrayLike<number>;
  width: number;
}

function partsOf({ fields, suffixes, couples, walls }: Table): Part[] {
  const others = [suffixes, couples, ...walls].map((values) => ({ values, width: 1 }));
  return [...fields.map(({ values, width }) => ({ values, width })), ...others];
}

function isTelling({ fields }: Table, record: number): boolean {
  const has = (kinds: readonly FieldKind[]): boolean =>
    fields.some(({ kind, values, width }) => kinds.includes(kind) && (values[record * width] as number) >= 0);
  return has(['first', 'last', 'company']) && has(IDENTIFYING);
}

function hashOf(parts: Part[], record: number): number {
  let hash = 0x811c9dc5;
  for (const { values, width } of parts) {
    for (let at = record * width; at < (record + 1) * width; at++) {
      hash = Math.imul(hash ^ (values[at] as number), 0x01000193);
      hash ^= hash >>> 15;
    }
  }
  return Math.imul(hash, 0x2c1b3c6d) >>> 4;
}

function isEqual(parts: Part[], a: number, b: number): boolean {
  for (const { values, width } of parts) {
    for (let at = 0; at < width; at++) if (values[a * width + at] !== values[b * width + at]) return false;
  }
  return true;
}

/** In place, for `records` ascends: a second copy of all values would be a good part of the memory. */
function picked<T extends Int32Array | Uint8Array>(values: T, width: number, records: Int32Array): T {
  for (let at = 0; at < records.length; at++) {
    const from = (records[at] as number) * width;
    for (let slot = 0; slot < width; slot++) values[at * width + slot] = values[from + slot] as number;
  }
  return values.subarray(0, records.length * width) as T;
}
