import type { IdBatch } from './id-batch.ts';
import { type MaskArray, maskArray } from './id-batch.ts';

/** The masks of ids that lie close together, by distance from the first: nothing to hash, and ascending as it stands. */
export interface IdWindow {
  first: number;
  masks: MaskArray;
}

/** With fewer ids than one in so many, the table is faster and smaller. */
const SPARSEST = 4;

/**
 * Where the ids will lie, judged by the first of them: around these, with some room on both sides, and with room above for all
 * that come where they come in rising order. Null where these are too far apart, or not all of them safe integers.
 */
export function openIdWindow(options: { sources: number; expected: number; batch: IdBatch }): IdWindow | null {
  const { sources, expected, batch } = options;
  const { least, greatest } = rangeOf(batch);
  const room = Math.ceil((greatest - least) / 8);
  const first = least - room;
  const length = Math.max(greatest + room + 1, least + expected) - first;
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(first + length)) return null;
  if (length > SPARSEST * expected || length >= 2 ** 31) return null;
  return { first, masks: maskArray({ sources, length }) };
}

function rangeOf({ words, length }: IdBatch): { least: number; greatest: number } {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < length; index++) {
    const id = (words[2 * index + 1] as number) * 2 ** 32 + ((words[2 * index] as number) >>> 0);
    least = Math.min(least, id);
    greatest = Math.max(greatest, id);
  }
  return { least, greatest };
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
