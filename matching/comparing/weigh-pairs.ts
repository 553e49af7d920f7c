import { pairsOf } from '../blocking/pairs.ts';
import { type BlockPlan, pairsIn } from '../blocking/plan-blocks.ts';
import { type Comparer, compare } from '../levels/compare.ts';
import { addWeight, type Histogram, openHistogram } from '../model/prior.ts';
import { levelsOf } from '../model/vectors.ts';
import { keepPair, openWeighedPairs, type WeighedPairs } from '../model/weighed-pairs.ts';
import { type Weights, weightOf } from '../model/weights.ts';
import type { Turn } from '../turns.ts';
import type { Compared } from './count-levels.ts';

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
  const { size, fields, sources } = comparer.table;
  const [kept, histogram] = [openWeighedPairs(), openHistogram()];
  const levels = new Uint8Array(fields.length);
  const of = pairsIn(plan);
  let compared = 0;
  for (const pairs of pairsOf({ taken: plan.taken, records: size, sources })) {
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
