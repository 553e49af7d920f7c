import type { KeyedBlocks } from '../blocking/keys.ts';
import { pairsOf } from '../blocking/pairs.ts';
import type { Portion } from '../blocking/portions.ts';
import { type Comparer, compare } from '../levels/compare.ts';
import { countVector, openVectorCounts, type VectorCounts } from '../model/vectors.ts';
import { grown32 } from '../text/dictionary.ts';

/** What is compared: records, and the rules that find their pairs. */
export interface Comparing {
  comparer: Comparer;
  taken: readonly KeyedBlocks[];
}

/** What the pairs of one portion are like. */
export interface Share {
  vectors: VectorCounts;
  /** By pair, in the order in which they are made each time, the number of its vector. */
  vectorOf: Int32Array<ArrayBuffer>;
}

/** Of each portion its share; in between, null: others may run. */
export function* sharesOf({ comparer, taken }: Comparing, portions: Iterable<Portion>): Generator<Share | null, void> {
  const { size, fields, sources } = comparer.table;
  const levels = new Uint8Array(fields.length);
  let share = openShare(fields.length);
  let end = 0;
  for (const pairs of pairsOf({ taken, records: size, sources }, portions)) {
    const { vectors } = share;
    if (end + pairs.size > share.vectorOf.length) share.vectorOf = grown32(share.vectorOf, end + pairs.size);
    const { vectorOf } = share;
    for (let pair = 0; pair < pairs.size; pair++) {
      compare(comparer, pairs.a[pair] as number, pairs.b[pair] as number, levels, 0);
      vectorOf[end++] = countVector(vectors, levels, pairs.rules[pair] as number, pairs.moreRules[pair] as number);
    }
    if (!pairs.isLast) yield null;
    else {
      yield { vectors, vectorOf: vectorOf.slice(0, end) };
      share = openShare(fields.length);
      end = 0;
    }
  }
}

function openShare(width: number): Share {
  return { vectors: openVectorCounts(width), vectorOf: new Int32Array(4096) };
}
