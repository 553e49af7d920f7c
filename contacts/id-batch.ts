/** Ids to take at once, and for each the mask of the sources that have it. Whoever takes a batch may overwrite it. */
export interface IdBatch {
  /** Two words per id, as they lie in a BigInt64Array over the same buffer. */
  words: Int32Array;
  masks: Uint32Array;
  length: number;
}

/** Small enough for a batch to stay in the processor's nearest memory. */
export const BATCH = 2048;

/** Which of an id's two words is the low one: the first on every machine that Node is common on. */
export const LOW = new Int32Array(BigInt64Array.of(1n).buffer)[0] === 1 ? 0 : 1;
export const HIGH = 1 - LOW;

export function openBatch(): IdBatch {
  return { words: new Int32Array(2 * BATCH), masks: new Uint32Array(BATCH), length: 0 };
}
