import { LEVELS } from '../levels/compare.ts';
import { fieldCode, LEVEL_NAMES } from '../levels/level-names.ts';
import { type Step, stepsOf } from '../model/waterfall.ts';
import { BIT } from '../model/weights.ts';
import type { Field } from '../records/table.ts';
import { isWalled } from '../records/table.ts';
import { type Contradiction, contradiction, supports } from './evidence.ts';
import { type Scorer, score } from './scorer.ts';

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
  bits: number;
}

export type NotAuto = Contradiction | 'forbidden' | 'below-line' | 'nothing-telling';

/** Compares two records of the scorer's table, or one with an equal of itself. `lines`: whole numbers of 1/1024 bits. */
export function comparePair(
  scorer: Scorer,
  { a, b, lines }: { a: number; b: number; lines: { review: number; auto: number } },
): ComparedPair {
  const { table } = scorer.comparer;
  const isForbidden = isWalled(table, a, b);
  const weight = score(scorer, a, b);
  const steps = stepsOf(scorer.weights, a, b, scorer.levels).map((step) => named(table.fields, step));
  return {
    weight: weight / BIT,
    prior: -lines.review / BIT,
    probability: isForbidden ? 0 : 1 / (1 + 2 ** ((lines.review - weight) / BIT)),
    steps,
    notAuto: isForbidden ? 'forbidden' : whyNotAuto(scorer, { a, b, weight, line: lines.auto }),
  };
}

function named(fields: readonly Field[], { of, level, bits }: Step): PairStep {
  if (typeof of === 'string') return { field: of, bits: bits / BIT };
  const field = fields[of] as Field;
  const isEqual = level === LEVELS[field.kind];
  return {
    field: fieldCode(field),
    ...(!isEqual && { level: LEVEL_NAMES[field.kind][level - 1] as string }),
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
