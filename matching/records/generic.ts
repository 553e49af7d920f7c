import { type NameBook, nameBook } from '../levels/name-book.ts';
import { FIRST, firstNameLevel, LAST, lastNameLevel } from '../levels/names.ts';
import { isSameText } from '../levels/texts.ts';
import type { TrainedField } from '../model/trained.ts';
import { textOf } from '../text/dictionary.ts';
import { countField, type Field, type FieldKind, type Table } from './table.ts';

/** A value that stands on records of many people: it counts for nothing. */
export interface GenericValue {
  field: Field;
  text: number;
  records: number;
  /** Different surnames among those that were looked at; 0 where the value itself says it: a mailbox of a role, a date for none. */
  surnames: number;
}

const IDENTIFYING: readonly FieldKind[] = ['email', 'phone', 'identifier'];
const FEWEST = 5;
const SURNAMES = 3;
/** So many different surnames are looked at. */
const LOOKED_AT = 60;

/** Finds them, and takes them out of the table's fields. `isRole`: whether an address is a role's. `known`: those of a model. */
export function dropGeneric(
  table: Table,
  isRole: (address: string) => boolean,
  known: readonly Pick<TrainedField, 'kind' | 'name' | 'generic'>[] | null = null,
): GenericValue[] {
  return table.fields.flatMap((field) => {
    if (known !== null) return dropped(field, [...roles(field, isRole), ...learned(field, known)]);
    if (IDENTIFYING.includes(field.kind)) return dropped(field, [...roles(field, isRole), ...shared(table, field)]);
    return field.kind === 'dob' ? dropped(field, commonDates(table, field)) : [];
  });
}

function roles(field: Field, isRole: (address: string) => boolean): GenericValue[] {
  if (field.kind !== 'email') return [];
  const { byText } = countField(field);
  const found: GenericValue[] = [];
  for (let text = 0; text < byText.length; text++) {
    const records = byText[text] as number;
    if (records > 0 && isRole(textOf(field.dictionary, text))) found.push({ field, text, records, surnames: 0 });
  }
  return found;
}

function learned(field: Field, known: readonly Pick<TrainedField, 'kind' | 'name' | 'generic'>[]): GenericValue[] {
  const one = known.find(({ kind, name }) => kind === field.kind && name === field.name);
  const texts = new Set(one?.generic);
  if (texts.size === 0) return [];
  const { byText } = countField(field);
  return [...byText.entries()].flatMap(([text, records]) =>
    records > 0 && texts.has(textOf(field.dictionary, text)) ? [{ field, text, records, surnames: 0 }] : [],
  );
}

function shared({ fields, size }: Table, field: Field): GenericValue[] {
  const [first, last] = ['first', 'last'].map((wanted) => fields.find(({ kind }) => kind === wanted));
  if (last === undefined) return [];
  const { byText } = countField(field);
  const people = new Map<number, number[]>();
  for (let text = 0; text < byText.length; text++) if ((byText[text] as number) >= FEWEST) people.set(text, []);
  for (let record = 0; record < size; record++) {
    for (let slot = record * field.width; slot < (record + 1) * field.width; slot++) {
      const some = people.get(field.values[slot] as number);
      if (some !== undefined && (last.values[record] as number) >= 0 && some.length < LOOKED_AT) some.push(record);
    }
  }
  const differ = differing(first, last);
  return [...people].flatMap(([text, some]) => {
    const surnames = distinct(some, differ);
    return surnames < SURNAMES ? [] : [{ field, text, records: byText[text] as number, surnames }];
  });
}

/** Both names, where there are both: a typing error or a marriage changes one. */
function differing(first: Field | undefined, last: Field): (a: number, b: number) => boolean {
  const levels = (field: Field): NameBook => nameBook(field.dictionary);
  const [fronts, backs] = [first === undefined ? null : levels(first), levels(last)];
  return (a, b) => {
    const [one, other] = [last.values[a] as number, last.values[b] as number];
    if (lastNameLevel(last.dictionary, backs, one, other) !== LAST.different) return false;
    if (first === undefined || fronts === null) return true;
    const [front, otherFront] = [first.values[a] as number, first.values[b] as number];
    if (front < 0 || otherFront < 0) return true;
    // Exchanged names are one person's.
    if (isSameText(first.dictionary, front, last.dictionary, other)) return false;
    return firstNameLevel(first.dictionary, fronts, front, otherFront) === FIRST.different;
  };
}

/** How many of them differ from all that were counted before. */
function distinct(records: number[], differ: (a: number, b: number) => boolean): number {
  const counted: number[] = [];
  for (const record of records) if (counted.every((other) => differ(record, other))) counted.push(record);
  return counted.length;
}

/** Dates that programs fill in: on more than 1 % of the records, and twenty times as often as others. */
function commonDates({ size }: Table, field: Field): GenericValue[] {
  const { byText, filled } = countField(field);
  const line = Math.max(0.01 * size, (20 * filled) / Math.max(byText.length, 1), 10);
  const found: GenericValue[] = [];
  for (let text = 0; text < byText.length; text++) {
    const records = byText[text] as number;
    if (records > line) found.push({ field, text, records, surnames: 0 });
  }
  return found;
}

function dropped(field: Field, generic: GenericValue[]): GenericValue[] {
  if (generic.length === 0) return generic;
  const isGeneric = new Uint8Array(field.dictionary.size);
  const once = generic.filter(({ text }) => {
    const isNew = isGeneric[text] === 0;
    isGeneric[text] = 1;
    return isNew;
  });
  const { values, width } = field;
  for (let from = 0; from < values.length; from += width) {
    let kept = from;
    for (let at = from; at < from + width; at++) {
      const text = values[at] as number;
      if (text >= 0 && isGeneric[text] === 0) values[kept++] = text;
    }
    values.fill(-1, kept, from + width);
  }
  return once;
}
