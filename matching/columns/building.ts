import type { Field, FieldKind } from '../records/table.ts';
import { type Dictionary, intern, openArena, openDictionary, textOf } from '../text/dictionary.ts';
import type { Turn } from '../turns.ts';
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
  ignore: Pick<ReadonlySet<string>, 'has'>;
  /** Headers of columns that, filled on both and different, forbid. */
  never: readonly string[];
  /** Lists of headers of columns that, all filled and equal, are one person. */
  same?: readonly (readonly string[])[];
  /** Header of the column that says which of several sources a row comes from. */
  source?: string | null;
  /**
   * Columns are emptied as soon as they are read: with them there would be all texts twice.
   * @default false
   */
  empties?: boolean;
}

export type Column = BuildOptions['columns'][number];

/** Cells or records of one turn. */
export const TURN = 2 ** 13;

/** In turns of so many cells or records. */
export type Building<T> = Generator<Turn, T>;

export function columnsOf(kind: ColumnKind, { columns }: BuildOptions): Column[] {
  return columns.filter((one) => one.kind === kind);
}

/** Where columns are to be emptied. */
export function empty(column: RawColumn, { empties = false }: BuildOptions): void {
  if (!empties) return;
  column.cells = openDictionary(openArena());
  column.values = new Int32Array(0);
}

/** By number of a column's cell, the number of what it is normalised to. */
function* normalised(
  { cells }: RawColumn,
  into: Dictionary,
  ignore: Pick<ReadonlySet<string>, 'has'>,
  normalise: (text: string) => string,
): Building<Int32Array> {
  const found = new Int32Array(cells.size);
  for (let id = 0; id < cells.size; id++) {
    if (id % TURN === TURN - 1) yield { done: id, of: cells.size };
    const text = textOf(cells, id);
    found[id] = ignore.has(text) ? -1 : intern(into, normalise(text));
  }
  return found;
}

export function* fieldOf(
  kind: FieldKind,
  column: RawColumn,
  options: BuildOptions,
  normalise: (text: string) => string,
): Building<Field> {
  const { order, ignore } = options;
  const dictionary = openDictionary(openArena());
  const numbers = yield* normalised(column, dictionary, ignore, normalise);
  const values = new Int32Array(order.length);
  for (let record = 0; record < order.length; record++) {
    const cell = column.values[order[record] as number] as number;
    values[record] = cell < 0 ? -1 : (numbers[cell] as number);
  }
  empty(column, options);
  return { kind, name: column.header, headers: [column.header], dictionary, width: 1, values };
}

export function cellText({ cells, values }: RawColumn, row: number): string {
  const cell = values[row] as number;
  return cell < 0 ? '' : textOf(cells, cell);
}
