import { LEVELS } from '../levels/compare.ts';
import type { Field } from '../records/table.ts';
import { haveOneCause, isShared, mayBeOfOneHome } from './household.ts';
import { birthdayAtHome, equalBits, fieldBits, homeDoubt, organisationBits, type Weights } from './weights.ts';

/** One step of the way to a pair's weight. */
export interface Step {
  /**
   * Number of a field; or what counts beside the fields: that some usually go together, that a home explains some, that two
   * organisations have two names.
   */
  of: number | 'together' | 'home' | 'organisations';
  /** Of a field; else 0. */
  level: number;
  /** Whole numbers of 1/1024 bits. */
  bits: number;
}

/** The weight of two records step by step, in the order of the fields: they add up to `weightOf` exactly. */
export function stepsOf(weights: Weights, a: number, b: number, levels: Uint8Array): Step[] {
  const { fields } = weights.table;
  const steps = fields.flatMap((_, field): Step[] => {
    const level = levels[field] as number;
    return level === 0 ? [] : [{ of: field, level, bits: fieldBits(weights, field, level, a, b) }];
  });
  if (haveOneCause(weights.home, levels, 0))
    return [...steps, ...some('home', explainedByHome(weights, steps, levels))];
  const together = weights.groups.flatMap((group) => some('together', usual({ weights, group, levels, a, b })));
  const sum = [...steps, ...together].reduce((all, { bits }) => all + bits, 0);
  const doubt = mayBeOfOneHome(weights.home, levels, 0) ? homeDoubt(weights, { sum, a, b, levels, at: 0 }) : 0;
  return [
    ...steps,
    ...together,
    ...some('home', -doubt),
    ...some('organisations', organisationBits(weights, a, b, levels, 0)),
  ];
}

function some(of: Step['of'], bits: number): Step[] {
  return bits === 0 ? [] : [{ of, level: 0, bits }];
}

/** Of what a home or a firm explains only the most telling counts, and a birthday little. */
function explainedByHome(weights: Weights, steps: readonly Step[], levels: Uint8Array): number {
  const { fields } = weights.table;
  const of = (step: Step): Field['kind'] => (fields[step.of as number] as Field).kind;
  const shared = steps
    .filter((step) => step.bits > 0 && isShared(weights.home, of(step), levels, 0))
    .map(({ bits }) => bits);
  const birthdays = steps.filter((step) => of(step) === 'dob').map(({ bits }) => birthdayAtHome(weights, bits) - bits);
  const home = shared.length < 2 ? 0 : Math.max(...shared) - shared.reduce((sum, bits) => sum + bits, 0);
  return birthdays.reduce((sum, less) => sum + less, home);
}

interface Usual {
  weights: Weights;
  group: Weights['groups'][number];
  levels: Uint8Array;
  a: number;
  b: number;
}

/** What fields that agree together add less, or more, than each alone. */
function usual({ weights, group, levels, a, b }: Usual): number {
  let [agreeing, several, alone] = [0, 0, 0];
  for (const [place, field] of group.fields.entries()) {
    const level = levels[field] as number;
    if (level !== LEVELS[(weights.table.fields[field] as Field).kind]) continue;
    agreeing |= 1 << place;
    several++;
    alone += fieldBits(weights, field, level, a, b);
  }
  return several < 2 ? 0 : equalBits(weights, group, agreeing, several, a, b) - alone;
}
