import { pairsOf } from './blocking/pairs.ts';
import type { BlockPlan } from './blocking/plan-blocks.ts';
import { type Comparer, compare } from './levels/compare.ts';
import { addWeight, type Histogram, openHistogram } from './model/prior.ts';
import { countVector, levelsOf, openVectorCounts, type VectorCounts } from './model/vectors.ts';
import { keepPair, openWeighedPairs, type WeighedPairs } from './model/weighed-pairs.ts';
import { type Weights, weightOf } from './model/weights.ts';
import { grown32 } from './text/dictionary.ts';
import type { Turn } from './turns.ts';

/** What the pairs are like. */
export interface Compared {
  vectors: VectorCounts;
  /** By pair, in the order in which they are made each time, the number of its vector: four bytes of each pair are kept, and nothing else. */
  vectorOf: Int32Array;
}

/** The first time that the pairs are made: which levels they have, from which is learned. */
export function* countLevels(comparer: Comparer, plan: BlockPlan): Generator<Turn, Compared> {
  const { table } = comparer;
  const vectors = openVectorCounts(table.fields.length);
  const levels = new Uint8Array(table.fields.length);
  const of = pairsIn(plan);
  let vectorOf = new Int32Array(4096);
  let end = 0;
  for (const pairs of pairsOf(plan.taken, table.size, table.sources)) {
    if (end + pairs.size > vectorOf.length) vectorOf = grown32(vectorOf, end + pairs.size);
    for (let pair = 0; pair < pairs.size; pair++) {
      compare(comparer, pairs.a[pair] as number, pairs.b[pair] as number, levels, 0);
      vectorOf[end++] = countVector(vectors, levels, pairs.rules[pair] as number, pairs.moreRules[pair] as number);
    }
    yield { done: pairs.done, of };
  }
  return { vectors, vectorOf };
}

/** The second time: their weights. Those that can be no link are counted alone. */
export interface Weighed {
  pairs: WeighedPairs;
  histogram: Histogram;
  compared: number;
}

/** `known`: null where they were not compared before, because a model says what an agreement is worth. */
export function* weighPairs(
  comparer: Comparer,
  { weights, plan, known }: { weights: Weights; plan: BlockPlan; known: Compared | null },
): Generator<Turn, Weighed> {
  const { table } = comparer;
  const [kept, histogram] = [openWeighedPairs(), openHistogram()];
  const levels = new Uint8Array(table.fields.length);
  const of = pairsIn(plan);
  let compared = 0;
  for (const pairs of pairsOf(plan.taken, table.size, table.sources)) {
    for (let pair = 0; pair < pairs.size; pair++) {
      const a = pairs.a[pair] as number;
      const b = pairs.b[pair] as number;
      if (known === null) compare(comparer, a, b, levels, 0);
      else levelsOf(known.vectors, known.vectorOf[compared + pair] as number, levels);
      const weight = weightOf(weights, a, b, levels, 0);
      addWeight(histogram, weight);
      if (weight >= 0) keepPair(kept, a, b, weight);
    }
    compared += pairs.size;
    yield { done: pairs.done, of };
  }
  return { pairs: kept, histogram, compared };
}

function pairsIn({ taken }: BlockPlan): number {
  return taken.reduce((sum, { pairs }) => sum + pairs, 0);
}
