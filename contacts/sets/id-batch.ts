/** Ids to take at once, and for each the mask of the sources that have it. Whoever takes a batch may overwrite it. */
export interface IdBatch {
  /**
   * Two words per id, the low one first: as a BigInt64Array over the same buffer has them on x64 and arm64, the machines
   * that Temporal and the embedded Postgres run on.
   */
  words: Int32Array;
  masks: Uint32Array;
  length: number;
}

/** Small enough for a batch to stay in the processor's nearest memory. */
export const BATCH = 512;

export function openBatch(): IdBatch {
  return { words: new Int32Array(2 * BATCH), masks: new Uint32Array(BATCH), length: 0 };
}

/** Masks of sources, one bit each. A byte per mask where that is enough: less memory is less time. */
export type MaskArray = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

export function maskArray({ sources, length }: { sources: number; length: number }): MaskArray {
  return sources <= 8 ? new Uint8Array(length) : new Uint32Array(length);
}
