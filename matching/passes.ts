import { pairsOf } from './blocking/pairs.ts';
import type { BlockPlan } from './blocking/plan-blocks.ts';
import { type Comparer, compare } from './levels/compare.ts';
import { addWeight, type Histogram, openHistogram } from './model/prior.ts';
import { countVector, openVectorCounts, type VectorCounts } from './model/vectors.ts';
import { keepPair, openWeighedPairs, type WeighedPairs } from './model/weighed-pairs.ts';
import { type Weights, weightOf } from './model/weights.ts';
import type { Turn } from './turns.ts';

/** The first time that the pairs are made: which levels they have, from which is learned. */
export function* countLevels(comparer: Comparer, plan: BlockPlan): Generator<Turn, VectorCounts> {
  const { table } = comparer;
  const vectors = openVectorCounts(table.fields.length);
  const levels = new Uint8Array(table.fields.length);
  const of = pairsIn(plan);
  for (const pairs of pairsOf(plan.taken, table.size, table.sources)) {
    for (let pair = 0; pair < pairs.size; pair++) {
      compare(comparer, pairs.a[pair] as number, pairs.b[pair] as number, levels, 0);
      countVector(vectors, levels, pairs.rules[pair] as number, pairs.moreRules[pair] as number);
    }
    yield { done: pairs.done, of };
  }
  return vectors;
}

/** The second time: their weights. Those that can be no link are counted alone. */
export interface Weighed {
  pairs: WeighedPairs;
  histogram: Histogram;
  compared: number;
}

export function* weighPairs(comparer: Comparer, weights: Weights, plan: BlockPlan): Generator<Turn, Weighed> {
  const { table } = comparer;
  const [kept, histogram] = [openWeighedPairs(), openHistogram()];
  const levels = new Uint8Array(table.fields.length);
  const of = pairsIn(plan);
  let compared = 0;
  for (const pairs of pairsOf(plan.taken, table.size, table.sources)) {
    for (let pair = 0; pair < pairs.size; pair++) {
      const [a, b] = [pairs.a[pair] as number, pairs.b[pair] as number];
      compare(comparer, a, b, levels, 0);
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
