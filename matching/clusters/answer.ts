import { compare } from '../levels/compare.ts';
import { BIT } from '../model/level-bits.ts';
import { weightOf } from '../model/weights.ts';
import type { Table } from '../records/table.ts';
import type { AutoBand } from './auto-band.ts';
import type { Links } from './cohesion.ts';
import { type Groups, type Rooted, rootOf } from './groups.ts';
import { type Scorer, score } from './scorer.ts';

/** By record as given, the lowest one whose group is the same. */
export function lowestRecords(recordOf: Int32Array, root: (record: number) => number): Int32Array {
  const lowest = new Int32Array(recordOf.length).fill(-1);
  return recordOf.map((record, at) => {
    const group = root(record);
    if ((lowest[group] as number) < 0) lowest[group] = at;
    return lowest[group] as number;
  });
}

export function isInBand({ groups, out }: AutoBand, times: Uint32Array, record: number): boolean {
  return out[record] === 0 && ((groups.sizes[rootOf(groups, record)] as number) > 1 || (times[record] as number) > 1);
}

export function autoGroups(
  recordOf: Int32Array,
  isAuto: (record: number) => boolean,
  band: AutoBand | null,
): Int32Array {
  if (band === null) return new Int32Array(recordOf.length).fill(-1);
  const lowest = lowestRecords(recordOf, (record) => rootOf(band.groups, record));
  return recordOf.map((record, at) => (isAuto(record) ? (lowest[at] as number) : -1));
}

export function reviewGroups(recordOf: Int32Array, isAuto: (record: number) => boolean, rest: Rooted): Int32Array {
  const lowest = lowestRecords(recordOf, (record) => rootOf(rest, record));
  const sizes = new Uint32Array(recordOf.length);
  for (const group of lowest) sizes[group] = (sizes[group] as number) + 1;
  return recordOf.map((record, at) => {
    const group = lowest[at] as number;
    return isAuto(record) || (sizes[group] as number) < 2 ? -1 : group;
  });
}

interface Closest {
  links: Links;
  scorer: Scorer;
  recordOf: Int32Array;
  times: Uint32Array;
  clusters: Groups;
  /** Pairs that are in one cluster whatever their weight. */
  forced: readonly (readonly [number, number])[];
}

const NONE = -0x7fffffff;

/** By record as given, how likely the closest other one of its cluster is the same person. */
export function probabilitiesOf({ links, scorer, recordOf, times, clusters, forced }: Closest): Float64Array {
  const { known, order, threshold } = links;
  const best = new Int32Array(times.length).fill(NONE);
  const take = (a: number, b: number, weight: number): void => {
    best[a] = Math.max(best[a] as number, weight);
    best[b] = Math.max(best[b] as number, weight);
  };
  for (const at of order) {
    const [a, b] = [known.a[at] as number, known.b[at] as number];
    if (rootOf(clusters, a) === rootOf(clusters, b)) take(a, b, known.weights[at] as number);
  }
  for (const [a, b] of forced) take(a, b, score(scorer, a, b));
  const found = new Float64Array(recordOf.length);
  for (let at = 0; at < found.length; at++) {
    const record = recordOf[at] as number;
    const weight = (times[record] as number) > 1 ? selfWeight(scorer, record) : (best[record] as number);
    found[at] = weight === NONE ? 0 : 1 / (1 + 2 ** ((threshold - weight) / BIT));
  }
  return found;
}

/** By record as given, 1 where an equal of itself would not reach the threshold. */
export function unlinkable(scorer: Scorer, recordOf: Int32Array, threshold: number): Uint8Array {
  const found = new Uint8Array(recordOf.length);
  for (let at = 0; at < found.length; at++) {
    if (selfWeight(scorer, recordOf[at] as number) < threshold) found[at] = 1;
  }
  return found;
}

/** What the records of which there is 1 hold: fields that are filled, by number, the most frequent set first. */
export function heldBy(
  { fields }: Pick<Table, 'fields'>,
  { recordOf, isWanted }: { recordOf: Int32Array; isWanted: Uint8Array },
): { fields: number[]; records: number }[] {
  const counts = new Map<number, number>();
  for (let at = 0; at < recordOf.length; at++) {
    if (isWanted[at] === 0) continue;
    let held = 0;
    for (const [place, { values, width }] of fields.entries()) {
      if ((values[(recordOf[at] as number) * width] as number) >= 0) held |= 1 << place;
    }
    counts.set(held, (counts.get(held) ?? 0) + 1);
  }
  return [...counts]
    .sort(([one, some], [other, more]) => more - some || one - other)
    .map(([held, records]) => ({
      fields: fields.flatMap((_, place) => (held & (1 << place) ? [place] : [])),
      records,
    }));
}

function selfWeight({ comparer, weights, levels }: Scorer, record: number): number {
  compare(comparer, record, record, levels, 0);
  return weightOf(weights, record, record, levels, 0);
}
