import { combine } from '../blocking/keys.ts';
import type { Field, FieldKind, Table } from '../records/table.ts';
import { type Dictionary, intern, LONGEST_CELL, openArena, openDictionary, seal, textOf } from '../text/dictionary.ts';
import { address } from '../values/address.ts';
import { company } from '../values/company.ts';
import { sameCell } from '../values/same-cell.ts';
import { code, words } from '../values/words.ts';
import {
  type Building,
  type BuildOptions,
  type Column,
  cellText,
  columnsOf,
  empty,
  fieldOf,
  TURN,
} from './building.ts';
import { dateFields } from './date-fields.ts';
import type { RawColumn } from './facts.ts';
import type { ColumnKind } from './kinds.ts';
import { nameFields } from './name-fields.ts';

export interface Built {
  table: Table;
  /** By list of `same` and record, a number of the values; -1: not all are filled. */
  same: Int32Array[];
  /** Columns whose dates may be read in two ways: they are not compared. */
  undecided: string[];
  /** Cells of dates that are none, by column. */
  badDates: { header: string; rows: number }[];
}

const MOST_VALUES = 4;
const SEVERAL = /;| ::: /;
/** The columns as fields that can be compared: normalised, in order of the records. */
export function* buildTable(options: BuildOptions): Building<Built> {
  const { columns, order, never, same = [], source = null } = options;
  const values = (header: string): Int32Array => valuesOf(columns, header, options);
  const walls = never.map(values);
  const sources = source === null ? null : values(source);
  const alike = same.map((headers) => headers.map(values).reduce((all, some) => combine(all, some)));
  for (const { kind, column } of columns) if (UNCOMPARED.includes(kind)) empty(column, options);
  const names = yield* nameFields(options);
  const fields = [...names.fields];
  fields.push(...(yield* severalField('email', options, options.email)));
  fields.push(...(yield* severalField('phone', options, options.phone)));
  const dates = yield* dateFields(options);
  for (const { field } of dates) if (field !== null) fields.push(field);
  fields.push(...(yield* singleFields('identifier', 'identifier', options, code)));
  fields.push(...(yield* singleFields('company', 'company', options, company)));
  fields.push(...(yield* joinedField('address', options, address)));
  fields.push(...(yield* singleFields('city', 'city', options, words)));
  fields.push(...(yield* singleFields('postcode', 'postcode', options, code)));
  for (const kind of ['state', 'country', 'other'] as const)
    fields.push(...(yield* singleFields('other', kind, options, words)));
  for (const { dictionary } of fields) seal(dictionary);
  const { suffixes, couples } = names;
  return {
    table: { size: order.length, fields, suffixes, couples, walls, ...(sources !== null && { sources }) },
    same: alike,
    undecided: dates.flatMap(({ field, header }) => (field === null ? [header] : [])),
    badDates: dates.flatMap(({ header, bad }) => (bad > 0 ? [{ header, rows: bad }] : [])),
  };
}

/** Kinds that are read and not compared. */
const UNCOMPARED: readonly ColumnKind[] = [
  ...(['id', 'updated', 'created', 'activity', 'consent', 'source', 'owner'] as const),
];

function* singleFields(
  kind: FieldKind,
  from: ColumnKind,
  options: BuildOptions,
  normalise: (text: string) => string,
): Building<Field[]> {
  const fields: Field[] = [];
  for (const { column } of columnsOf(from, options)) fields.push(yield* fieldOf(kind, column, options, normalise));
  return fields;
}

/** Columns of one meaning, and cells that hold several values: up to four for each record. */
function* severalField(
  kind: 'email' | 'phone',
  options: BuildOptions,
  normalise: (text: string) => string,
): Building<Field[]> {
  const columns = columnsOf(kind, options);
  const [only] = columns;
  if (only === undefined) return [];
  if (columns.length === 1 && !hasSeveral(only.column)) return [yield* fieldOf(kind, only.column, options, normalise)];
  const { order, ignore } = options;
  const dictionary = openDictionary(openArena());
  const values = new Int32Array(order.length * MOST_VALUES).fill(-1);
  const cells: number[][][] = [];
  for (const { column } of columns) cells.push(yield* cellValues(column, dictionary, ignore, normalise));
  for (let record = 0; record < order.length; record++) {
    if (record % TURN === TURN - 1) yield { done: record, of: order.length };
    const from = record * MOST_VALUES;
    let end = from;
    for (const [at, { column }] of columns.entries()) {
      const cell = column.values[order[record] as number] as number;
      if (cell < 0) continue;
      for (const value of (cells[at] as number[][])[cell] as number[]) {
        if (end < from + MOST_VALUES && value >= 0 && !values.subarray(from, end).includes(value))
          values[end++] = value;
      }
    }
    values.subarray(from, end).sort();
  }
  for (const { column } of columns) empty(column, options);
  return [{ kind, ...namesOf(columns), dictionary, width: MOST_VALUES, values }];
}

function* cellValues(
  { cells }: RawColumn,
  into: Dictionary,
  ignore: Pick<ReadonlySet<string>, 'has'>,
  normalise: (text: string) => string,
): Building<number[][]> {
  const found: number[][] = [];
  for (let id = 0; id < cells.size; id++) {
    if (id % TURN === TURN - 1) yield { done: id, of: cells.size };
    const parts = textOf(cells, id).split(SEVERAL);
    found.push(parts.map((part) => (ignore.has(part.trim()) ? -1 : intern(into, normalise(part)))));
  }
  return found;
}

function hasSeveral({ cells }: RawColumn): boolean {
  for (let id = 0; id < cells.size; id++) if (SEVERAL.test(textOf(cells, id))) return true;
  return false;
}

/** Columns that are one value together: the lines of an address. */
function* joinedField(kind: 'address', options: BuildOptions, normalise: (text: string) => string): Building<Field[]> {
  const columns = columnsOf(kind, options);
  const [only] = columns;
  if (only === undefined) return [];
  if (columns.length === 1) return [yield* fieldOf(kind, only.column, options, normalise)];
  const { order, ignore } = options;
  const dictionary = openDictionary(openArena());
  const values = new Int32Array(order.length);
  for (let record = 0; record < order.length; record++) {
    if (record % TURN === TURN - 1) yield { done: record, of: order.length };
    const parts = columns
      .map(({ column }) => cellText(column, order[record] as number))
      .filter((text) => text !== '' && !ignore.has(text));
    values[record] = intern(dictionary, normalise(parts.join(' ')));
  }
  for (const { column } of columns) empty(column, options);
  return [{ kind, ...namesOf(columns), dictionary, width: 1, values }];
}

function namesOf(columns: readonly Column[]): Pick<Field, 'name' | 'headers'> {
  const headers = columns.map(({ column }) => column.header);
  return { name: headers.join(', '), headers };
}

/** By record, the number of what a column's cell says, however it is written: `K7` and `k7` are one account. -1 where it is empty or means nothing. */
function valuesOf(columns: readonly Column[], header: string, { order, ignore }: BuildOptions): Int32Array {
  const column = columns.find((one) => one.column.header === header)?.column;
  if (column === undefined) return new Int32Array(order.length).fill(-1);
  const said = openDictionary(openArena(), LONGEST_CELL);
  const numbers = new Int32Array(column.cells.size);
  for (let cell = 0; cell < numbers.length; cell++) {
    const text = textOf(column.cells, cell);
    numbers[cell] = ignore.has(text) ? -1 : intern(said, sameCell(text));
  }
  // `from` would have all numbers as an array of its own first.
  const found = new Int32Array(order.length);
  for (let at = 0; at < found.length; at++) {
    const cell = column.values[order[at] as number] as number;
    found[at] = cell < 0 ? -1 : (numbers[cell] as number);
  }
  return found;
}
