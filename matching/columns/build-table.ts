import { combine } from '../blocking/keys.ts';
import type { Field, FieldKind, Table } from '../records/table.ts';
import { type Arena, type Dictionary, intern, openArena, openDictionary, textOf } from '../text/dictionary.ts';
import { address } from '../values/address.ts';
import { company } from '../values/company.ts';
import { type DayOrder, date, dayOrderOf } from '../values/dates.ts';
import { personName } from '../values/person-name.ts';
import { code, words } from '../values/words.ts';
import type { RawColumn } from './facts.ts';
import type { ColumnKind } from './kinds.ts';

export interface BuildOptions {
  columns: readonly { column: RawColumn; kind: ColumnKind }[];
  /** Rows in the order in which records are numbered. */
  order: Uint32Array;
  phone: (text: string) => string;
  email: (text: string) => string;
  /** The last year that two digits may mean. */
  newest: number;
  /** Cells that mean nothing. */
  ignore: ReadonlySet<string>;
  /** Headers of columns that, filled on both and different, forbid. */
  never: readonly string[];
  /** Lists of headers of columns that, all filled and equal, are one person. */
  same?: readonly (readonly string[])[];
  /** Header of the column that says which of several sources a row comes from. */
  source?: string | null;
}

export interface Built {
  table: Table;
  /** By list of `same` and record, a number of the values; -1: not all are filled. */
  same: Int32Array[];
  /** Columns whose dates may be read in two ways: they are not compared. */
  undecided: string[];
  /** Cells of dates that are none, by column. */
  badDates: { header: string; rows: number }[];
}

type Column = BuildOptions['columns'][number];

const MOST_VALUES = 4;
const SEVERAL = /;| ::: /;

/** The columns as fields that can be compared: normalised, in order of the records. */
export function buildTable(options: BuildOptions): Built {
  const { columns, order } = options;
  const arena = openArena();
  const of = (kind: ColumnKind): Column[] => columns.filter((one) => one.kind === kind);
  const names = nameFields(options, arena);
  const dates = of('date_of_birth').map((one) => dateField(options, one, arena));
  const single = (kind: FieldKind, from: ColumnKind, normalise: (text: string) => string): Field[] =>
    of(from).map(({ column }) => fieldOf(kind, column, options, arena, normalise));
  const fields = [
    ...names.fields,
    ...severalField('email', of('email'), options, arena, options.email),
    ...severalField('phone', of('phone'), options, arena, options.phone),
    ...dates.flatMap(({ field }) => (field === null ? [] : [field])),
    ...single('identifier', 'identifier', code),
    ...single('company', 'company', company),
    ...joinedField('address', of('address'), options, arena, address),
    ...single('city', 'city', words),
    ...single('postcode', 'postcode', code),
    ...(['state', 'country', 'other'] as const).flatMap((kind) => single('other', kind, words)),
  ];
  const { never, same = [], source = null } = options;
  const values = (header: string): Int32Array => valuesOf(columns, header, options);
  return {
    table: {
      size: order.length,
      fields,
      suffixes: names.suffixes,
      couples: names.couples,
      walls: never.map(values),
      ...(source !== null && { sources: values(source) }),
    },
    same: same.map((headers) => headers.map(values).reduce((all, some) => combine(all, some))),
    undecided: dates.flatMap(({ field, header }) => (field === null ? [header] : [])),
    badDates: dates.flatMap(({ header, bad }) => (bad > 0 ? [{ header, rows: bad }] : [])),
  };
}

/** By number of a column's cell, the number of what it is normalised to. */
function normalised(
  { cells }: RawColumn,
  into: Dictionary,
  ignore: ReadonlySet<string>,
  normalise: (text: string) => string,
): Int32Array {
  const found = new Int32Array(cells.size);
  for (let id = 0; id < cells.size; id++) {
    const text = textOf(cells, id);
    found[id] = ignore.has(text) ? -1 : intern(into, normalise(text));
  }
  return found;
}

function fieldOf(
  kind: FieldKind,
  column: RawColumn,
  { order, ignore }: BuildOptions,
  arena: Arena,
  normalise: (text: string) => string,
): Field {
  const dictionary = openDictionary(arena);
  const numbers = normalised(column, dictionary, ignore, normalise);
  const values = new Int32Array(order.length);
  for (let record = 0; record < order.length; record++) {
    const cell = column.values[order[record] as number] as number;
    values[record] = cell < 0 ? -1 : (numbers[cell] as number);
  }
  return { kind, name: column.header, headers: [column.header], dictionary, width: 1, values };
}

/** Columns of one meaning, and cells that hold several values: up to four for each record. */
function severalField(
  kind: FieldKind,
  columns: Column[],
  options: BuildOptions,
  arena: Arena,
  normalise: (text: string) => string,
): Field[] {
  const [only] = columns;
  if (only === undefined) return [];
  if (columns.length === 1 && !hasSeveral(only.column)) return [fieldOf(kind, only.column, options, arena, normalise)];
  const { order, ignore } = options;
  const dictionary = openDictionary(arena);
  const values = new Int32Array(order.length * MOST_VALUES).fill(-1);
  const cells = columns.map(({ column }) => cellValues(column, dictionary, ignore, normalise));
  for (let record = 0; record < order.length; record++) {
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
  return [{ kind, ...namesOf(columns), dictionary, width: MOST_VALUES, values }];
}

function cellValues(
  { cells }: RawColumn,
  into: Dictionary,
  ignore: ReadonlySet<string>,
  normalise: (text: string) => string,
): number[][] {
  return Array.from({ length: cells.size }, (_, id) =>
    textOf(cells, id)
      .split(SEVERAL)
      .map((part) => (ignore.has(part.trim()) ? -1 : intern(into, normalise(part)))),
  );
}

function hasSeveral({ cells }: RawColumn): boolean {
  for (let id = 0; id < cells.size; id++) if (SEVERAL.test(textOf(cells, id))) return true;
  return false;
}

/** Columns that are one value together: the lines of an address. */
function joinedField(
  kind: FieldKind,
  columns: Column[],
  options: BuildOptions,
  arena: Arena,
  normalise: (text: string) => string,
): Field[] {
  const [only] = columns;
  if (only === undefined) return [];
  if (columns.length === 1) return [fieldOf(kind, only.column, options, arena, normalise)];
  const { order, ignore } = options;
  const dictionary = openDictionary(arena);
  const values = new Int32Array(order.length);
  for (let record = 0; record < order.length; record++) {
    const parts = columns
      .map(({ column }) => cellText(column, order[record] as number))
      .filter((text) => text !== '' && !ignore.has(text));
    values[record] = intern(dictionary, normalise(parts.join(' ')));
  }
  return [{ kind, ...namesOf(columns), dictionary, width: 1, values }];
}

function namesOf(columns: readonly Column[]): Pick<Field, 'name' | 'headers'> {
  const headers = columns.map(({ column }) => column.header);
  return { name: headers.join(', '), headers };
}

interface NameFields {
  fields: Field[];
  suffixes: Uint8Array;
  couples: Uint8Array;
}

function nameFields({ columns, order, ignore }: BuildOptions, arena: Arena): NameFields {
  const kinds = ['first_name', 'middle_name', 'last_name', 'full_name'] as const;
  const [first, middle, last, full] = kinds.map((wanted) => columns.find(({ kind }) => kind === wanted)?.column);
  const [suffixes, couples] = [new Uint8Array(order.length), new Uint8Array(order.length)];
  if (first === undefined && last === undefined && full === undefined) return { fields: [], suffixes, couples };
  const [fronts, backs] = [openDictionary(arena), openDictionary(arena)];
  const [frontOf, backOf] = [new Int32Array(order.length), new Int32Array(order.length)];
  for (let record = 0; record < order.length; record++) {
    const row = order[record] as number;
    const [given = '', between = '', family = '', whole = ''] = [first, middle, last, full].map((column) => {
      const text = column === undefined ? '' : cellText(column, row);
      return ignore.has(text) ? '' : text;
    });
    const name = personName({ first: given, middle: between, last: family, full: whole });
    frontOf[record] = intern(fronts, name.first);
    backOf[record] = intern(backs, name.last);
    suffixes[record] = name.suffix;
    couples[record] = name.isCouple ? 1 : 0;
  }
  const header = (column: RawColumn | undefined): string => (column ?? full ?? first ?? last)?.header ?? '';
  return {
    fields: [
      { kind: 'first', name: header(first), headers: [header(first)], dictionary: fronts, width: 1, values: frontOf },
      { kind: 'last', name: header(last), headers: [header(last)], dictionary: backs, width: 1, values: backOf },
    ],
    suffixes,
    couples,
  };
}

interface DateField {
  field: Field | null;
  header: string;
  bad: number;
}

/** In the one order that the column's own dates show. */
function dateField(options: BuildOptions, { column }: Column, arena: Arena): DateField {
  const { header, cells, values } = column;
  const seen: Record<DayOrder, number> = { 'day-first': 0, 'month-first': 0 };
  let isAmbiguous = false;
  for (let id = 0; id < cells.size; id++) {
    const text = textOf(cells, id);
    const order = dayOrderOf(text);
    if (order !== null) seen[order]++;
    else if (/^\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}$/.test(text)) isAmbiguous = true;
  }
  if (isAmbiguous && seen['day-first'] === seen['month-first']) return { field: null, header, bad: 0 };
  const order: DayOrder = seen['day-first'] >= seen['month-first'] ? 'day-first' : 'month-first';
  const field = fieldOf('dob', column, options, arena, (text) => date(text, { order, newest: options.newest }));
  let filled = 0;
  for (const value of field.values) if (value >= 0) filled++;
  let given = 0;
  for (const value of values) if (value >= 0) given++;
  return { field, header, bad: given - filled };
}

/** By record, the number of a column's cell; -1 where it is empty or means nothing. */
function valuesOf(columns: readonly Column[], header: string, { order, ignore }: BuildOptions): Int32Array {
  const column = columns.find((one) => one.column.header === header)?.column;
  if (column === undefined) return new Int32Array(order.length).fill(-1);
  const isIgnored = Uint8Array.from({ length: column.cells.size }, (_, cell) =>
    ignore.has(textOf(column.cells, cell)) ? 1 : 0,
  );
  return Int32Array.from(order, (row) => {
    const cell = column.values[row] as number;
    return cell < 0 || isIgnored[cell] === 1 ? -1 : cell;
  });
}

function cellText({ cells, values }: RawColumn, row: number): string {
  const cell = values[row] as number;
  return cell < 0 ? '' : textOf(cells, cell);
}
