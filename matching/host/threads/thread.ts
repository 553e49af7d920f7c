import { parentPort, workerData } from 'node:worker_threads';
import type { KeyedBlocks } from '../../blocking/keys.ts';
import type { Portion } from '../../blocking/portions.ts';
import { type Share, sharesOf } from '../../comparing/shares.ts';
import { openComparer } from '../../levels/compare.ts';
import type { FieldBook } from '../../levels/field-book.ts';
import type { Field } from '../../records/table.ts';

/** What a thread works on: arrays in shared memory, and which portion is next. */
export interface Given {
  size: number;
  fields: Field[];
  suffixes: Uint8Array;
  sources: Int32Array | null;
  books: readonly FieldBook[];
  taken: readonly KeyedBlocks[];
  portions: readonly Portion[];
  next: Int32Array;
}

export interface Told extends Share {
  at: number;
}

const { size, fields, suffixes, sources, books, taken, portions, next } = workerData as Given;
/** Walls are no concern of whoever compares. */
const table = { size, fields, suffixes, couples: new Uint8Array(0), walls: [], ...(sources && { sources }) };
let at = 0;

function* takenHere(): Generator<Portion> {
  for (at = Atomics.add(next, 0, 1); at < portions.length; at = Atomics.add(next, 0, 1)) yield portions[at] as Portion;
}

for (const share of sharesOf({ comparer: openComparer(table, books), taken }, takenHere())) {
  if (share !== null) parentPort?.postMessage({ at, ...share } satisfies Told, [share.vectorOf.buffer]);
}
