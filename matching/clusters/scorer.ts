import { type Comparer, compare } from '../levels/compare.ts';
import { type Weights, weightOf } from '../model/weights.ts';
import { isWalled } from '../records/table.ts';

/** Weighs any two records, whether they were candidates or not. */
export interface Scorer {
  comparer: Comparer;
  weights: Weights;
  /** Of the pair that was weighed last. */
  levels: Uint8Array;
  /** How many were weighed that were no candidates. */
  asked: number;
}

/** What no sum of agreements outweighs. */
export const FORBIDDEN = -1_000_000;

export function openScorer(comparer: Comparer, weights: Weights): Scorer {
  return { comparer, weights, levels: new Uint8Array(comparer.table.fields.length), asked: 0 };
}

/** In bits of 1/1024; the levels stay in `scorer.levels`. */
export function score(scorer: Scorer, a: number, b: number): number {
  compare(scorer.comparer, a, b, scorer.levels, 0);
  if (isWalled(scorer.comparer.table, a, b)) return FORBIDDEN;
  return weightOf(scorer.weights, a, b, scorer.levels, 0);
}
