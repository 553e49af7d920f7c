import type { Field, FieldKind, Table } from '../records/table.ts';
import { type AddressBook, EMAIL } from './emails.ts';
import { type FieldBook, levelsOf } from './field-book.ts';
import { FIRST, LAST } from './names.ts';
import { closenessFrom, isSameText } from './texts.ts';

/** How many levels each kind has above `missing`, which is 0. The highest is `equal`. */
export const LEVELS: Record<FieldKind, number> = {
  first: 7,
  last: 6,
  email: 6,
  phone: 5,
  dob: 8,
  identifier: 4,
  company: 6,
  address: 7,
  city: 4,
  postcode: 5,
  other: 3,
};

/** Compares two records field by field. */
export interface Comparer {
  table: Table;
  /** By field: the level of two texts. */
  levelOf: ((a: number, b: number) => number)[];
  first: number;
  last: number;
  email: number;
  addresses: AddressBook;
  /** By field what is known of its texts. */
  books: readonly FieldBook[];
}

export function openComparer(table: Table, books: readonly FieldBook[]): Comparer {
  const { fields } = table;
  const place = (wanted: FieldKind): number => fields.findIndex(({ kind }) => kind === wanted);
  const email = place('email');
  return {
    table,
    levelOf: fields.map((field, at) => levelsOf(field, books[at] as FieldBook)),
    first: place('first'),
    last: place('last'),
    email,
    addresses: books[email]?.addresses ?? { locals: new Uint16Array(0), letters: new Uint32Array(0) },
    books,
  };
}

/** Writes the level of each field from `levels[at]` on. Two orders of the records give the same. */
export function compare(comparer: Comparer, a: number, b: number, levels: Uint8Array, at: number): void {
  const { table, levelOf } = comparer;
  const { fields } = table;
  for (let field = 0; field < fields.length; field++) {
    const { values, width } = fields[field] as Field;
    const level = levelOf[field] as (a: number, b: number) => number;
    if (width === 1) {
      const one = values[a] as number;
      const other = values[b] as number;
      levels[at + field] = one < 0 || other < 0 ? 0 : level(one, other);
    } else levels[at + field] = bestLevel(values, width, level, a, b);
  }
  if (comparer.first >= 0 && comparer.last >= 0) compareNames(comparer, a, b, levels, at);
  if (comparer.email >= 0) dropNamedMailbox(comparer, a, b, levels, at);
}

function bestLevel(
  values: Int32Array,
  width: number,
  level: (a: number, b: number) => number,
  a: number,
  b: number,
): number {
  let best = 0;
  for (let one = a * width; one < (a + 1) * width && (values[one] as number) >= 0; one++) {
    for (let other = b * width; other < (b + 1) * width && (values[other] as number) >= 0; other++) {
      best = Math.max(best, level(values[one] as number, values[other] as number));
    }
  }
  return best;
}

/** First and last name exchanged count once; jr and sr are two people. */
function compareNames({ table, first, last }: Comparer, a: number, b: number, levels: Uint8Array, at: number): void {
  const firsts = table.fields[first] as Field;
  const lasts = table.fields[last] as Field;
  if (isSwapped(firsts, lasts, a, b, levels[at + first] as number, levels[at + last] as number)) {
    levels[at + first] = FIRST.swapped;
    levels[at + last] = 0;
  }
  const one = table.suffixes[a] as number;
  const other = table.suffixes[b] as number;
  if (one !== 0 && other !== 0 && one !== other) levels[at + first] = FIRST.different;
}

function isSwapped(firsts: Field, lasts: Field, a: number, b: number, first: number, last: number): boolean {
  if (first >= FIRST.near || last >= LAST.near) return false;
  const aFirst = firsts.values[a] as number;
  const aLast = lasts.values[a] as number;
  const bFirst = firsts.values[b] as number;
  const bLast = lasts.values[b] as number;
  if (aFirst >= 0 && aLast >= 0 && bFirst >= 0 && bLast >= 0)
    return isNear(firsts, aFirst, lasts, bLast) && isNear(firsts, bFirst, lasts, aLast);
  // One has only a first name, the other only a last one.
  const isLone = aLast < 0 && bFirst < 0 ? [aFirst, bLast] : aFirst < 0 && bLast < 0 ? [bFirst, aLast] : null;
  if (isLone === null) return false;
  const [one = -1, other = -1] = isLone;
  return one >= 0 && other >= 0 && isSameText(firsts.dictionary, one, lasts.dictionary, other);
}

function isNear(firsts: Field, one: number, lasts: Field, other: number): boolean {
  return closenessFrom(0.92, firsts.dictionary, one, lasts.dictionary, other) >= 0.92;
}

/** Of the units of letters. */
const LAST_LATIN = 0x24f;
/** An initial is in most mailboxes. */
const SHORTEST_GIVEN = 3;

/** A mailbox that is made from the name is no second witness of it. */
function dropNamedMailbox(comparer: Comparer, a: number, b: number, levels: Uint8Array, at: number): void {
  const { first, last, email } = comparer;
  const level = levels[at + email] as number;
  if (level !== EMAIL.local && level !== EMAIL.localNear) return;
  if (first < 0 || last < 0) return;
  const front = levels[at + first] as number;
  const agrees = front === FIRST.swapped || (front >= FIRST.part && (levels[at + last] as number) >= LAST.near);
  if (!agrees) return;
  if (isNamed(comparer, a, level) || isNamed(comparer, b, level)) levels[at + email] = 0;
}

/** A given name with a number that is equal is more than the name, and so is what may be one in another script. */
function isNamed(comparer: Comparer, record: number, level: number): boolean {
  const { first, last } = comparer;
  if (hasName(comparer, last, record, 1)) return true;
  if (!hasName(comparer, first, record, SHORTEST_GIVEN) && !isForeign(comparer, last, record)) return false;
  return level !== EMAIL.local || !hasDigit(comparer, record);
}

/** Whether the local part of a record's mailbox contains the first four letters of its first or last name, if that has `fewest`. */
function hasName(
  { addresses, email, table: { fields } }: Comparer,
  field: number,
  record: number,
  fewest: number,
): boolean {
  const [names, mails] = [fields[field] as Field, fields[email] as Field];
  const name = names.values[record] as number;
  if (name < 0) return false;
  const { units } = names.dictionary.arena;
  const letters = mails.dictionary.arena.units;
  const start = names.dictionary.starts[name] as number;
  const length = Math.min(names.dictionary.lengths[name] as number, 4);
  if (length < fewest) return false;
  const { locals } = addresses;
  for (let slot = record * mails.width; slot < (record + 1) * mails.width; slot++) {
    const mail = mails.values[slot] as number;
    if (mail < 0) continue;
    const from = mails.dictionary.starts[mail] as number;
    for (let at = 0; at + length <= (locals[mail] as number); at++) {
      let same = 0;
      while (same < length && letters[from + at + same] === units[start + same]) same++;
      if (same === length) return true;
    }
  }
  return false;
}

/** Whether a name is written in other than Latin letters, which a mailbox is made of. */
function isForeign({ table: { fields } }: Comparer, field: number, record: number): boolean {
  const { dictionary, values } = fields[field] as Field;
  const name = values[record] as number;
  return name >= 0 && (dictionary.arena.units[dictionary.starts[name] as number] as number) > LAST_LATIN;
}

function hasDigit({ addresses, email, table: { fields } }: Comparer, record: number): boolean {
  const { locals } = addresses;
  const { values, width, dictionary } = fields[email] as Field;
  for (let slot = record * width; slot < (record + 1) * width; slot++) {
    const mail = values[slot] as number;
    if (mail < 0) continue;
    const from = dictionary.starts[mail] as number;
    for (let at = from; at < from + (locals[mail] as number); at++) {
      const unit = dictionary.arena.units[at] as number;
      if (unit >= 48 && unit <= 57) return true;
    }
  }
  return false;
}
