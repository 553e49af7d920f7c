import { openPairWeights, type PairWeights, putPair } from './pair-weights.ts';
import type { Table } from './table.ts';

export type Two = readonly [number, number];

/** What a person has said of pairs of records, by their numbers; the two of a pair in any order. */
export interface Said {
  /** One person. */
  merge: readonly Two[];
  /** Two people. */
  never: readonly Two[];
  /** Not known, and not to be asked again. */
  unsure: readonly Two[];
}

export const NOTHING_SAID: Said = { merge: [], never: [], unsure: [] };

/** Records of which something is said: an equal one does not stand for them. */
export function namedIn({ merge, never, unsure }: Said): ReadonlySet<number> {
  return new Set([...merge, ...never, ...unsure].flat());
}

/** By what `recordOf` says instead of the numbers. */
export function renumbered({ merge, never, unsure }: Said, recordOf: Int32Array): Said {
  const of = (pairs: readonly Two[]): Two[] =>
    pairs.map(([a, b]) => [recordOf[a] as number, recordOf[b] as number] as const);
  return { merge: of(merge), never: of(never), unsure: of(unsure) };
}

/** The table with its pairs that are kept apart and put off. */
export function withSaid(table: Table, { never, unsure }: Said): Table {
  return {
    ...table,
    ...(never.length > 0 && { apart: pairSet(never) }),
    ...(unsure.length > 0 && { putOff: pairSet(unsure) }),
  };
}

function pairSet(pairs: readonly Two[]): PairWeights {
  const set = openPairWeights(pairs.length);
  for (const [a, b] of pairs) putPair(set, Math.min(a, b), Math.max(a, b), 1);
  return set;
}
