import { BATCH, type IdBatch, openBatch } from './id-batch.ts';
import { addToTable, type IdTable, openIdTable } from './id-table.ts';
import { addToWindow, type IdWindow, openIdWindow } from './id-window.ts';

/** Which ids are in which source. Sources are numbered from 0; ids may come in any order, any number of times. */
export interface SourceSets {
  sources: number;
  /** About how many records will come. */
  expected: number;
  /** All records taken, duplicates included. */
  records: number;
  /** Opened where the first ids show that all may lie close together. */
  window: IdWindow | null;
  /** The ids outside of the window. */
  table: IdTable;
}

export interface SourceSetsOptions {
  sources: number;
  /** About how many records will come. */
  expected?: number;
}

/** The bits of a mask stay a positive integer of 32 bits. */
export const MOST_SOURCES = 31;

export function openSourceSets({ sources, expected = 0 }: SourceSetsOptions): SourceSets {
  if (!Number.isInteger(sources) || sources < 1 || sources > MOST_SOURCES)
    throw new RangeError(`Sources must be from 1 to ${MOST_SOURCES}: got ${sources}`);
  return { sources, expected, records: 0, window: null, table: openIdTable({ sources, expected: 0 }) };
}

/** Takes ids that are safe integers. */
export function addNumbers(sets: SourceSets, source: number, ids: readonly number[]): void {
  const mask = maskOf(sets, source);
  const batch = openBatch();
  for (let start = 0; start < ids.length; start += BATCH) {
    const length = Math.min(BATCH, ids.length - start);
    for (let index = 0; index < length; index++) {
      const id = ids[start + index] as number;
      const low = id | 0;
      batch.words[2 * index] = low;
      batch.words[2 * index + 1] = low === id ? low >> 31 : highWord(id);
    }
    addBatch(sets, filled(batch, { mask, length }));
  }
}

/** Takes any ids of 64 bits. */
export function addBigInts(sets: SourceSets, source: number, ids: BigInt64Array): void {
  const mask = maskOf(sets, source);
  const batch = openBatch();
  const words = new Int32Array(ids.buffer, ids.byteOffset, 2 * ids.length);
  for (let start = 0; start < ids.length; start += BATCH) {
    const length = Math.min(BATCH, ids.length - start);
    batch.words.set(words.subarray(2 * start, 2 * (start + length)));
    addBatch(sets, filled(batch, { mask, length }));
  }
}

/** Takes records of any sources, and overwrites the batch. */
export function addBatch(sets: SourceSets, batch: IdBatch): void {
  if (sets.records === 0 && batch.length > 0) makeRoom(sets, batch);
  sets.records += batch.length;
  if (sets.window) addToWindow(sets.window, batch);
  if (batch.length > 0) addToTable(sets.table, batch);
}

/** For all that is expected, as the first ids show it to be. */
function makeRoom(sets: SourceSets, batch: IdBatch): void {
  const { sources, expected } = sets;
  sets.window = openIdWindow({ sources, expected, batch });
  if (sets.window === null) sets.table = openIdTable({ sources, expected });
}

function filled(batch: IdBatch, { mask, length }: { mask: number; length: number }): IdBatch {
  batch.masks.fill(mask, 0, length);
  batch.length = length;
  return batch;
}

function highWord(id: number): number {
  if (!Number.isSafeInteger(id)) throw new RangeError(`An id must be a safe integer: got ${id}`);
  return Math.floor(id / 2 ** 32);
}

function maskOf({ sources }: SourceSets, source: number): number {
  if (!Number.isInteger(source) || source < 0 || source >= sources)
    throw new RangeError(`Sources are numbered from 0 to ${sources - 1}: got ${source}`);
  return 2 ** source;
}
