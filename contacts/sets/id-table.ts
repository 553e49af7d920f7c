import { BATCH, type IdBatch, type MaskArray, maskArray } from './id-batch.ts';

/**
 * Ids of 64 bits, each with the mask of the sources that have it, in typed arrays alone: no object per id. `slots` is an
 * open-addressing table of record numbers; records keep the order in which their ids came, whatever the hash.
 */
export interface IdTable {
  size: number;
  /** Two words per record, as they lie in a BigInt64Array over the same buffer. */
  words: Int32Array<ArrayBuffer>;
  masks: MaskArray;
  /** Record number plus one; 0 is free. A power of two long. */
  slots: Int32Array<ArrayBuffer>;
  /** Of the batch that is being taken. */
  hashes: Int32Array<ArrayBuffer>;
}

/** Unknown to whoever picks the ids, so that nobody can pick them to collide. Nothing that comes out depends on it. */
const SEED = Math.floor(Math.random() * 2 ** 32);

/** `expected` ids are taken without growing; memory that is never written costs nothing. */
export function openIdTable({ sources, expected }: { sources: number; expected: number }): IdTable {
  const capacity = Math.max(expected, 1024);
  return {
    size: 0,
    words: new Int32Array(2 * capacity),
    masks: maskArray({ sources, length: capacity }),
    slots: new Int32Array(2 * 2 ** Math.ceil(Math.log2(capacity))),
    hashes: new Int32Array(BATCH),
  };
}

/**
 * The inner loop of everything, so all that it touches is in local variables, and the hashes come first: then the
 * processor looks up the next ids while it still waits for this one.
 */
export function addToTable(table: IdTable, batch: IdBatch): void {
  reserve(table, batch.length);
  const { slots, words, masks, hashes } = table;
  const { words: ids, masks: marks, length } = batch;
  const last = slots.length - 1;
  let { size } = table;
  for (let index = 0; index < length; index++)
    hashes[index] = hash(ids[2 * index] as number, ids[2 * index + 1] as number);
  for (let index = 0; index < length; index++) {
    const low = ids[2 * index] as number;
    const high = ids[2 * index + 1] as number;
    const mask = marks[index] as number;
    let slot = (hashes[index] as number) & last;
    for (;;) {
      const record = (slots[slot] as number) - 1;
      if (record < 0) {
        words[2 * size] = low;
        words[2 * size + 1] = high;
        masks[size] = mask;
        size += 1;
        slots[slot] = size;
        break;
      }
      if (words[2 * record] === low && words[2 * record + 1] === high) {
        masks[record] = (masks[record] as number) | mask;
        break;
      }
      slot = (slot + 1) & last;
    }
  }
  table.size = size;
}

/** Room for so many more ids: records for all of them, and slots at most three quarters full. */
function reserve(table: IdTable, more: number): void {
  const needed = table.size + more;
  if (needed > table.masks.length) growRecords(table, Math.max(needed, 2 * table.masks.length));
  if (needed > 0.75 * table.slots.length) growSlots(table, 2 * table.slots.length);
}

function growRecords(table: IdTable, capacity: number): void {
  const words = new Int32Array(2 * capacity);
  words.set(table.words);
  const masks = table.masks instanceof Uint8Array ? new Uint8Array(capacity) : new Uint32Array(capacity);
  masks.set(table.masks);
  table.words = words;
  table.masks = masks;
}

function growSlots(table: IdTable, length: number): void {
  const { words, size } = table;
  const slots = new Int32Array(length);
  const last = length - 1;
  for (let record = 0; record < size; record++) {
    let slot = hash(words[2 * record] as number, words[2 * record + 1] as number) & last;
    while (slots[slot] !== 0) slot = (slot + 1) & last;
    slots[slot] = record + 1;
  }
  table.slots = slots;
}

function hash(low: number, high: number): number {
  const mixed = Math.imul(low ^ Math.imul(high ^ SEED, 0x85ebca77), 0x9e3779b1);
  return Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) >>> 7;
}
