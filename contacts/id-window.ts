import type { IdBatch } from './id-batch.ts';
import { type MaskArray, maskArray } from './mask-array.ts';

/** The masks of ids that lie close together, by distance from the first: nothing to hash, and ascending as it stands. */
export interface IdWindow {
  first: number;
  masks: MaskArray;
}

/** The least and the greatest id that is expected. Others may come all the same. */
export interface IdRange {
  from: number;
  to: number;
}

/** With fewer ids than one in so many, the table is faster and smaller. */
const SPARSEST = 4;

/** Null where the ids are too far apart, or not all of them safe integers. */
export function openIdWindow(options: { sources: number; expected: number; range: IdRange }): IdWindow | null {
  const { sources, expected, range } = options;
  const length = range.to - range.from + 1;
  if (!Number.isSafeInteger(range.from) || !Number.isSafeInteger(range.to)) return null;
  if (!(length > 0 && length <= SPARSEST * expected && length < 2 ** 31)) return null;
  return { first: range.from, masks: maskArray({ sources, length }) };
}

/** Takes the ids of a batch that lie in the window, and leaves the others in it. */
export function addToWindow({ first, masks }: IdWindow, batch: IdBatch): void {
  const { words } = batch;
  let left = 0;
  for (let index = 0; index < batch.length; index++) {
    const low = words[2 * index] as number;
    const high = words[2 * index + 1] as number;
    const mask = batch.masks[index] as number;
    // Rounded beyond the safe integers, where no window reaches.
    const place = high * 2 ** 32 + (low >>> 0) - first;
    if (place >= 0 && place < masks.length) {
      masks[place] = (masks[place] as number) | mask;
      continue;
    }
    words[2 * left] = low;
    words[2 * left + 1] = high;
    batch.masks[left] = mask;
    left += 1;
  }
  batch.length = left;
}

/** From the least to the greatest of ids that are at hand, or null if there are none. */
export function rangeOf(lists: readonly (readonly number[])[]): IdRange | null {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const ids of lists) {
    for (let index = 0; index < ids.length; index++) {
      const id = ids[index] as number;
      if (id < from) from = id;
      if (id > to) to = id;
    }
  }
  return from <= to ? { from, to } : null;
}
