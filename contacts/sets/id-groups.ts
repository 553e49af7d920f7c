import type { MaskArray } from './id-batch.ts';
import type { IdTable } from './id-table.ts';
import type { IdWindow } from './id-window.ts';
import { type Pausing, SLICE } from './pausing.ts';
import type { SourceSets } from './source-sets.ts';

/** All ids that exactly the sources in `mask` have. */
export interface IdGroup {
  mask: number;
  ids: BigInt64Array<ArrayBuffer>;
}

/** Every id once, grouped by the sources that have it. */
export interface GroupedIds {
  sources: number;
  records: number;
  /** In the order of their masks, one behind the other in one buffer. None is empty. */
  groups: IdGroup[];
}

/** Where the next id of each mask goes. */
type Places = Uint32Array | Map<number, number>;

/** One counting sort by mask: whatever is asked of the sets afterwards is a choice of groups. */
export function* groupBySources({ sources, records, window, table }: SourceSets): Pausing<GroupedIds> {
  const sizes = new Map<number, number>();
  if (window) yield* count(sizes, window.masks);
  yield* count(sizes, table.masks.subarray(0, table.size));
  const masks = [...sizes.keys()].sort((a, b) => a - b);
  const places: Places = sources <= 8 ? new Uint32Array(256) : new Map();
  const starts = [0];
  for (const mask of masks) {
    const start = starts.at(-1) as number;
    setPlace(places, mask, start);
    starts.push(start + (sizes.get(mask) as number));
  }
  const ids = new BigInt64Array(starts.at(-1) as number);
  const words = new Int32Array(ids.buffer);
  if (window) yield* placeWindow(words, window, places);
  yield* placeTable(words, table, places);
  const groups = masks.map((mask, index) => ({ mask, ids: ids.subarray(starts[index], starts[index + 1]) }));
  return { sources, records, groups };
}

function* count(sizes: Map<number, number>, masks: MaskArray): Pausing<void> {
  for (let start = 0; start < masks.length; start += SLICE) {
    const slice = masks.subarray(start, start + SLICE);
    if (slice instanceof Uint8Array) countBytes(sizes, slice);
    else for (const mask of slice) if (mask !== 0) sizes.set(mask, (sizes.get(mask) ?? 0) + 1);
    yield;
  }
}

function countBytes(sizes: Map<number, number>, masks: Uint8Array): void {
  const counts = new Uint32Array(256);
  for (let index = 0; index < masks.length; index++) {
    const mask = masks[index] as number;
    counts[mask] = (counts[mask] as number) + 1;
  }
  for (const [mask, size] of counts.entries())
    if (mask !== 0 && size > 0) sizes.set(mask, (sizes.get(mask) ?? 0) + size);
}

function* placeWindow(words: Int32Array, { first, masks }: IdWindow, places: Places): Pausing<void> {
  const taken = new Uint32Array(SLICE);
  for (let start = 0; start < masks.length; start += SLICE) {
    const found = findTaken(taken, masks.subarray(start, start + SLICE));
    for (let index = 0; index < found; index++) {
      const offset = start + (taken[index] as number);
      const id = first + offset;
      const at = 2 * takePlace(places, masks[offset] as number);
      words[at] = id;
      words[at + 1] = Math.floor(id / 2 ** 32);
    }
    yield;
  }
}

/** Where the masks are that are not 0. Without a branch, since no processor guesses well where the gaps are. */
function findTaken(taken: Uint32Array, masks: MaskArray): number {
  let found = 0;
  for (let index = 0; index < masks.length; index++) {
    const mask = masks[index] as number;
    taken[found] = index;
    found += (mask | -mask) >>> 31;
  }
  return found;
}

function* placeTable(words: Int32Array, { size, words: records, masks }: IdTable, places: Places): Pausing<void> {
  for (let start = 0; start < size; start += SLICE) {
    const end = Math.min(start + SLICE, size);
    for (let record = start; record < end; record++) {
      const at = 2 * takePlace(places, masks[record] as number);
      words[at] = records[2 * record] as number;
      words[at + 1] = records[2 * record + 1] as number;
    }
    yield;
  }
}

function takePlace(places: Places, mask: number): number {
  const place = (places instanceof Map ? places.get(mask) : places[mask]) as number;
  setPlace(places, mask, place + 1);
  return place;
}

function setPlace(places: Places, mask: number, place: number): void {
  if (places instanceof Map) places.set(mask, place);
  else places[mask] = place;
}
