import { LEVELS } from '../levels/compare.ts';
import { EMAIL } from '../levels/emails.ts';
import { FIRST, LAST } from '../levels/names.ts';
import { BIT } from '../model/level-bits.ts';
import { fieldBits } from '../model/weights.ts';
import { type Field, type FieldKind, isPutOff, isWalled } from '../records/table.ts';
import { textOf } from '../text/dictionary.ts';
import type { Scorer } from './scorer.ts';

const SUPPORTING: readonly FieldKind[] = ['email', 'phone', 'identifier', 'dob', 'address'];
/** What two people of one home hardly share; twins share the day of birth. */
const PERSONAL: readonly FieldKind[] = ['email', 'identifier'];
/** What an agreement must be worth by itself; in a small file nothing can be worth so much. */
const FEWEST_BITS = 8;
const BELOW_SIZE = 3;
/** A date that is further apart is another one. */
const DATE_NEAR = 5;

/** What says that two records are two people, as a code. */
export type Contradiction =
  | 'forbidden'
  | 'put-off'
  | 'two-people-named'
  | 'first-names'
  | 'last-names'
  | 'dates-of-birth'
  | 'identifiers'
  | 'several-fields';

/** Whether something says that the pair that was weighed last is two people. */
export function contradicts(scorer: Scorer, a: number, b: number): boolean {
  return contradiction(scorer, a, b) !== null;
}

/** What says so; null: nothing. */
export function contradiction(
  { comparer, levels }: Pick<Scorer, 'comparer' | 'levels'>,
  a: number,
  b: number,
): Contradiction | null {
  const { table, first, last } = comparer;
  if (isWalled(table, a, b)) return 'forbidden';
  if (isPutOff(table, a, b)) return 'put-off';
  if (table.couples[a] === 1 || table.couples[b] === 1) return 'two-people-named';
  if (first >= 0 && levels[first] === FIRST.different) return 'first-names';
  if (last >= 0 && levels[last] === LAST.different) return 'last-names';
  let differing = 0;
  for (let at = 0; at < table.fields.length; at++) {
    const level = levels[at] as number;
    if (level === 0) continue;
    const { kind } = table.fields[at] as Field;
    if (kind === 'dob' && level < DATE_NEAR) return 'dates-of-birth';
    if (kind === 'identifier' && level === 1) return 'identifiers';
    if ((kind === 'phone' || kind === 'address') && level === 1) differing++;
    if (kind === 'email' && level <= EMAIL.domain) differing++;
  }
  return differing >= 2 ? 'several-fields' : null;
}

/** Whether names and at least one more field say that the pair that was weighed last is one person. Contradictions are not asked here. */
export function supports(scorer: Scorer, a: number, b: number): boolean {
  const { all, personal, birth } = supportingFields(scorer, a, b);
  if (all === 0) return false;
  const { comparer, levels, weights } = scorer;
  if (weights.nameless[a] === 1 && weights.nameless[b] === 1) return supportsOrganisation(scorer);
  if (comparer.first < 0 || comparer.last < 0) return false;
  const [front, back] = [levels[comparer.first] as number, levels[comparer.last] as number];
  if (front === FIRST.swapped) return isWholeName(scorer, a) && isWholeName(scorer, b);
  if (back < LAST.near) return false;
  if (front === FIRST.equal) return true;
  if (front === FIRST.short) return personal + birth > 0;
  // Paul and Paula may be twins, who share birthday, telephone and address.
  if (front === FIRST.near) return personal > 0;
  return front === FIRST.part && personal > 0 && all > 1;
}

/** Fields that are equal and telling by themselves, and those of them that a home does not explain. */
function supportingFields(scorer: Scorer, a: number, b: number): { all: number; personal: number; birth: number } {
  const { comparer, levels, weights } = scorer;
  const fewest = BIT * Math.min(FEWEST_BITS, Math.log2(comparer.table.size) - BELOW_SIZE);
  let [all, personal, birth] = [0, 0, 0];
  for (const [at, field] of comparer.table.fields.entries()) {
    const { kind } = field;
    if (!SUPPORTING.includes(kind) || levels[at] !== LEVELS[kind]) continue;
    if (kind === 'address' && !hasNumber(field, a)) continue;
    if (fieldBits(weights, at, levels[at] as number, a, b) < fewest) continue;
    all++;
    if (PERSONAL.includes(kind)) personal++;
    if (kind === 'dob') birth++;
  }
  return { all, personal, birth };
}

function supportsOrganisation({ comparer, levels }: Scorer): boolean {
  const { fields } = comparer.table;
  const level = (kind: FieldKind): number => levels[fields.findIndex((field) => field.kind === kind)] ?? 0;
  return level('company') >= 5 && level('address') !== 1;
}

function isWholeName({ comparer: { table, first, last } }: Scorer, record: number): boolean {
  return [first, last].every((at) => ((table.fields[at] as Field).values[record] as number) >= 0);
}

function hasNumber({ dictionary, values }: Field, record: number): boolean {
  return /\d/.test(textOf(dictionary, values[record] as number));
}
