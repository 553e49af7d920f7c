import { isAmong } from '../blocking/pairs.ts';
import { LEVELS } from '../levels/compare.ts';
import { EMAIL } from '../levels/emails.ts';
import { FIRST, LAST } from '../levels/names.ts';
import type { Field, FieldKind } from '../records/table.ts';
import { levelsOf, type VectorCounts } from './vectors.ts';

/** What people of one home or firm share. */
const SHARED: readonly FieldKind[] = ['last', 'phone', 'address', 'city', 'postcode', 'other'];
const SHARED_IN_FIRM: readonly FieldKind[] = ['phone', 'company', 'address', 'city', 'postcode', 'other'];

const DATE_EDIT = 6;
/** Most of the words are the same. */
const SAME_COMPANY = 5;
const IDENTIFIER_EDIT = 3;
/** From so many pairs of one home on a file shows whether homes share birthdays. */
const FEWEST_HOMES = 20;

/** By field, what the rule below looks at. */
export interface HomeFields {
  first: number;
  last: number;
  company: number;
  email: number;
  /** Fields with the level from which they say that it is one person all the same. */
  own: { field: number; from: number }[];
  /** How many bits a birthday adds at most between two of one home; null: as many as ever, for there it says that it is one person. */
  birthdayBits: number | null;
  /** Of all pairs of records, what share is two people of one home; null: the file shows none. */
  chance: number | null;
}

/** What a file shows of its homes. */
export interface Homes {
  /** Of pairs of one home, what share has one birthday; null: it shows none. */
  birthdays: number | null;
  /** As in `HomeFields`. */
  chance: number | null;
}

export function homeFields(fields: readonly Field[], { birthdays, chance }: Homes): HomeFields {
  const own = fields.flatMap(({ kind }, field) => {
    if (kind === 'email') return [{ field, from: EMAIL.equal }];
    if (kind === 'dob') return birthdays === null ? [{ field, from: DATE_EDIT }] : [];
    return kind === 'identifier' ? [{ field, from: IDENTIFIER_EDIT }] : [];
  });
  const place = (wanted: FieldKind): number => fields.findIndex(({ kind }) => kind === wanted);
  const birthdayBits = birthdays === null ? null : -Math.log2(birthdays);
  return {
    first: place('first'),
    last: place('last'),
    company: place('company'),
    email: place('email'),
    own,
    birthdayBits,
    chance: birthdays === null ? null : chance,
  };
}

/** Whether two records look like two people of one home: one surname, two first names, and nothing that one person alone has. */
export function isOfOneHome(home: HomeFields, levels: Uint8Array, at: number): boolean {
  return areTwoOfOneName(home.first, home.last, levels, at) && hasNothingOwn(home, levels, at);
}

/**
 * Whether they look like two people of one home, or of one firm, whose company or mailboxes' domain they share, with neither name in common and
 * nothing that one person alone has. What else they share then comes from one cause.
 */
export function haveOneCause(home: HomeFields, levels: Uint8Array, at: number): boolean {
  const { first, last } = home;
  if (first < 0 || last < 0 || levels[at + first] !== FIRST.different) return false;
  const surname = levels[at + last] as number;
  const isCause = surname >= LAST.near || (surname === LAST.different && isOfOneFirm(home, levels, at));
  return isCause && hasNothingOwn(home, levels, at);
}

/** Whether two records may be of one home as well as of one person, because a name is missing; in a file that shows homes. */
export function mayBeOfOneHome(home: HomeFields, levels: Uint8Array, at: number): boolean {
  const { first, last, chance } = home;
  if (chance === null || first < 0 || last < 0) return false;
  const [front, back] = [levels[at + first] as number, levels[at + last] as number];
  const isOpen = (front === 0 && back >= LAST.near) || (front === FIRST.different && back === 0);
  return isOpen && hasNothingOwn(home, levels, at);
}

/** Whether one cause explains that two of whom `haveOneCause` is true agree in it. */
export function isShared({ last }: Pick<HomeFields, 'last'>, kind: FieldKind, levels: Uint8Array, at: number): boolean {
  if (levels[at + last] !== LAST.different) return SHARED.includes(kind);
  return SHARED_IN_FIRM.includes(kind) || kind === 'email';
}

/** Whether people of one home have it in common. */
export function isOfHome(kind: FieldKind): boolean {
  return SHARED.includes(kind);
}

function isOfOneFirm({ company, email }: HomeFields, levels: Uint8Array, at: number): boolean {
  return (
    (company >= 0 && (levels[at + company] as number) >= SAME_COMPANY) ||
    (email >= 0 && levels[at + email] === EMAIL.domain)
  );
}

function hasNothingOwn({ own }: HomeFields, levels: Uint8Array, at: number): boolean {
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

/**
 * Of pairs with one surname and one address or telephone that were found by more than their first names, how many are two of one home for each that
 * is one person. Null where there are few.
 */
export function homesForEach(
  fields: readonly Field[],
  {
    vectors,
    rules,
    birthdays,
  }: { vectors: VectorCounts; rules: readonly { fields: number[] }[]; birthdays: number | null },
): number | null {
  const home = homeFields(fields, { birthdays, chance: null });
  const places = fields.flatMap(({ kind }, field) => (kind === 'address' || kind === 'phone' ? [field] : []));
  const blind = rules.flatMap((rule, at) => (rule.fields.includes(home.first) ? [] : [at]));
  const levels = new Uint8Array(fields.length);
  let [two, one] = [0, 0];
  for (let at = 0; at < vectors.size; at++) {
    if (!blind.some((rule) => isAmong(vectors.rules[at] as number, vectors.moreRules[at] as number, rule))) continue;
    levelsOf(vectors, at, levels);
    if ((levels[home.last] as number) < LAST.near) continue;
    if (!places.some((field) => levels[field] === LEVELS[(fields[field] as Field).kind])) continue;
    const pairs = vectors.counts[at] as number;
    if (isOfOneHome(home, levels, 0)) two += pairs;
    else if ((levels[home.first] as number) >= FIRST.part) one += pairs;
  }
  return two < FEWEST_HOMES || one === 0 ? null : two / one;
}

function areTwoOfOneName(first: number, last: number, levels: Uint8Array, at: number): boolean {
  if (first < 0 || last < 0) return false;
  return levels[at + first] === FIRST.different && (levels[at + last] as number) >= LAST.near;
}
