import { LEVELS } from '../levels/compare.ts';
import { EMAIL } from '../levels/emails.ts';
import { FIRST, LAST } from '../levels/names.ts';
import type { Field, FieldKind } from '../records/table.ts';
import { levelsOf, type VectorCounts } from './vectors.ts';

/** What people of one home share. */
export const SHARED_AT_HOME: readonly FieldKind[] = ['last', 'phone', 'address', 'city', 'postcode', 'other'];

const DATE_EDIT = 6;
const IDENTIFIER_EDIT = 3;
/** From so many pairs of one home on a file shows whether homes share birthdays. */
const FEWEST_HOMES = 20;

/** By field, what the rule below looks at. */
export interface HomeFields {
  first: number;
  last: number;
  /** Fields with the level from which they say that it is one person all the same. */
  own: { field: number; from: number }[];
  /** How many bits a birthday adds at most between two of one home; null: as many as ever, for there it says that it is one person. */
  birthdayBits: number | null;
}

/** `birthdays`: of pairs of one home, what share has one; null: the file shows no homes. */
export function homeFields(fields: readonly Field[], birthdays: number | null): HomeFields {
  const own = fields.flatMap(({ kind }, field) => {
    if (kind === 'email') return [{ field, from: EMAIL.equal }];
    if (kind === 'dob') return birthdays === null ? [{ field, from: DATE_EDIT }] : [];
    return kind === 'identifier' ? [{ field, from: IDENTIFIER_EDIT }] : [];
  });
  const place = (wanted: FieldKind): number => fields.findIndex(({ kind }) => kind === wanted);
  const birthdayBits = birthdays === null ? null : -Math.log2(birthdays);
  return { first: place('first'), last: place('last'), own, birthdayBits };
}

/**
 * Whether two records look like two people of one home: one surname, two first names, and nothing that one person alone has. What
 * else they share then comes from one cause, the home.
 */
export function isOfOneHome({ first, last, own }: HomeFields, levels: Uint8Array, at: number): boolean {
  if (!areTwoOfOneName(first, last, levels, at)) return false;
  for (const { field, from } of own) if ((levels[at + field] as number) >= from) return false;
  return true;
}

/**
 * Of pairs with one surname, two first names, and one address or telephone, what share has one birthday: twins, or a date that somebody typed
 * for a whole family. Null where there are few such pairs, or where most of them have one: then they are not two people of one home,
 * but one person with two first names.
 */
export function birthdaysShared(fields: readonly Field[], vectors: VectorCounts): number | null {
  const [first = -1, last = -1, dob = -1] = (['first', 'last', 'dob'] as const).map((wanted) =>
    fields.findIndex(({ kind }) => kind === wanted),
  );
  const places = fields.flatMap(({ kind }, field) => (kind === 'address' || kind === 'phone' ? [field] : []));
  if (dob < 0 || places.length === 0) return null;
  const levels = new Uint8Array(fields.length);
  let [equal, all] = [0, 0];
  for (let at = 0; at < vectors.size; at++) {
    levelsOf(vectors, at, levels);
    const birth = levels[dob] as number;
    if (birth === 0 || !areTwoOfOneName(first, last, levels, 0)) continue;
    if (!places.some((field) => levels[field] === LEVELS[(fields[field] as Field).kind])) continue;
    const pairs = vectors.counts[at] as number;
    all += pairs;
    if (birth >= DATE_EDIT) equal += pairs;
  }
  return all < FEWEST_HOMES || 2 * equal > all ? null : Math.max(equal, 1) / all;
}

function areTwoOfOneName(first: number, last: number, levels: Uint8Array, at: number): boolean {
  if (first < 0 || last < 0) return false;
  return levels[at + first] === FIRST.different && (levels[at + last] as number) >= LAST.near;
}
