import { InputError } from '../../contacts/input-error.ts';
import type { RawColumn } from '../columns/facts.ts';
import type { MappedColumn } from '../columns/mapping.ts';
import { sortInTurns } from '../sort-in-turns.ts';
import { compareTexts, type Dictionary, textOf } from '../text/dictionary.ts';
import type { Turn } from '../turns.ts';
import type { ReadColumns } from './read-columns.ts';
import { lineIds, type RecordIds, textIds } from './record-ids.ts';

export interface RowOrder {
  /** Rows in the order in which records are numbered: by id, so that their order in the file says nothing. */
  order: Uint32Array;
  /** By record; the line where the file has no ids. */
  ids: RecordIds;
  hasIds: boolean;
}

/** Throws InputError where ids are missing or repeat; `forPlan`: only where there is no column of them. */
export function* recordsOf(
  { columns, rows, lines }: ReadColumns,
  { mapping, file, forPlan }: { mapping: readonly MappedColumn[]; file: string; forPlan: boolean },
): Generator<Turn, RowOrder> {
  const rowNumbers = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) rowNumbers[row] = row;
  const column = columns[mapping.findIndex(({ kind }) => kind === 'id')];
  if (column === undefined) {
    if (!forPlan) return { order: rowNumbers, ids: lineIds(lines), hasIds: false };
    const problem = 'no column of ids, which a plan names its contacts by';
    throw new InputError({ file, line: 1, problem, todo: 'say with --map which column is the id' });
  }
  if (!forPlan) refuseIds(column, { lines, file });
  const { cells, values } = column;
  const whole = (row: number): string => columns.map((one) => cellOf(one, row)).join('\0');
  const begins = beginnings(cells, values);
  const order = yield* sortInTurns(rowNumbers, (a, b) => {
    const apart = (begins[a] as number) - (begins[b] as number);
    if (apart !== 0) return apart;
    const [one, other] = [values[a] as number, values[b] as number];
    if (one !== other) return compareTexts(cells, one, other);
    return whole(a) < whole(b) ? -1 : 1;
  });
  // Where each row has an id of its own, the number of its text is that of the row.
  if (!forPlan) return { order, ids: textIds(cells, order), hasIds: true };
  const numbers = new Int32Array(rows);
  for (let record = 0; record < rows; record++) numbers[record] = values[order[record] as number] as number;
  return { order, ids: textIds(cells, numbers), hasIds: true };
}

/** By row, a number that sorts as the beginning of its text does: most texts are told apart by it, and none is looked at then. -1: none. */
function beginnings({ arena, starts, lengths }: Dictionary, values: Int32Array): Float64Array {
  const { units } = arena;
  // Whole numbers are exact below 2 ** 53.
  const [taken, base] = units instanceof Uint8Array ? [6, 2 ** 8] : [3, 2 ** 16];
  const found = new Float64Array(values.length).fill(-1);
  for (let row = 0; row < values.length; row++) {
    const cell = values[row] as number;
    if (cell < 0) continue;
    const start = starts[cell] as number;
    const length = lengths[cell] as number;
    let begin = 0;
    for (let at = 0; at < taken; at++) begin = base * begin + (at < length ? (units[start + at] as number) : 0);
    found[row] = begin;
  }
  return found;
}

export function cellOf({ cells, values }: RawColumn, row: number): string {
  const cell = values[row] as number;
  return cell < 0 ? '' : textOf(cells, cell);
}

function refuseIds({ header, cells, values }: RawColumn, { lines, file }: { lines: Int32Array; file: string }): void {
  const rowOf = new Int32Array(cells.size).fill(-1);
  for (let row = 0; row < values.length; row++) {
    const cell = values[row] as number;
    const line = lines[row] as number;
    if (cell < 0)
      throw new InputError({ file, line, problem: `column '${header}' is empty, expected an id`, todo: 'fill it in' });
    const before = rowOf[cell] as number;
    if (before >= 0) {
      throw new InputError({
        file,
        line,
        problem: `the id in column '${header}' is that of line ${lines[before]}`,
        todo: 'give each row an id of its own, or say with --map that the column is something else',
      });
    }
    rowOf[cell] = row;
  }
}
