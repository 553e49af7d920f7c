import { compare, LEVELS } from '../levels/compare.ts';
import { fieldCode, LEVEL_NAMES } from '../levels/level-names.ts';
import { BIT } from '../model/level-bits.ts';
import { type Step, stepsOf } from '../model/waterfall.ts';
import { timesOfShared, weightOf } from '../model/weights.ts';
import { type Field, isWalled } from '../records/table.ts';
import { type Contradiction, contradiction, supports } from './evidence.ts';
import type { Scorer } from './scorer.ts';

/** Two records beside each other: each step of the weight, and what keeps the pair out of the auto band. */
export interface ComparedPair {
  /** Bits; with the prior, those of the odds that it is one person. */
  weight: number;
  prior: number;
  /** From 0 to 1. */
  probability: number;
  steps: PairStep[];
  /** Null: nothing that lies in these two alone. */
  notAuto: NotAuto | null;
}

export interface PairStep {
  /** As `fieldCode`; or `together`, `home`, `organisations`: see `Step`. */
  field: string;
  /** A code of `LEVEL_NAMES`; absent: equal, or no field. */
  level?: string;
  /** Of an equal value: on how many more records it stands. */
  others?: number;
  bits: number;
}

export type NotAuto = Contradiction | 'below-line' | 'nothing-telling';

/** Compares two records of the scorer's table, or one with an equal of itself. `lines`: whole numbers of 1/1024 bits. */
export function comparePair(
  scorer: Scorer,
  { a, b, lines }: { a: number; b: number; lines: { review: number; auto: number } },
): ComparedPair {
  const { table } = scorer.comparer;
  const isForbidden = isWalled(table, a, b);
  compare(scorer.comparer, a, b, scorer.levels, 0);
  const weight = weightOf(scorer.weights, a, b, scorer.levels, 0);
  const steps = stepsOf(scorer.weights, a, b, scorer.levels).map((step) => named(scorer, step, a, b));
  return {
    weight: weight / BIT,
    prior: -lines.review / BIT,
    probability: isForbidden ? 0 : 1 / (1 + 2 ** ((lines.review - weight) / BIT)),
    steps,
    notAuto: whyNotAuto(scorer, { a, b, weight, line: lines.auto }),
  };
}

function named({ weights }: Scorer, { of, level, bits }: Step, a: number, b: number): PairStep {
  if (typeof of === 'string') return { field: of, bits: bits / BIT };
  const field = weights.table.fields[of] as Field;
  const isEqual = level === LEVELS[field.kind];
  return {
    field: fieldCode(field),
    ...(isEqual
      ? { others: Math.max(0, timesOfShared(weights, of, a, b) - 2) }
      : { level: LEVEL_NAMES[field.kind][level - 1] as string }),
    bits: bits / BIT,
  };
}

function whyNotAuto(
  scorer: Scorer,
  { a, b, weight, line }: { a: number; b: number; weight: number; line: number },
): NotAuto | null {
  const against = contradiction(scorer, a, b);
  if (against !== null) return against;
  if (weight < line) return 'below-line';
  return supports(scorer, a, b) ? null : 'nothing-telling';
}
