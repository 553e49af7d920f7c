import { readCsv } from '../../contacts/csv/read-csv.ts';
import { unguarded } from '../../contacts/csv/safe-cell.ts';
import type { CsvSource } from '../../contacts/csv/source.ts';
import { InputError } from '../../contacts/input-error.ts';
import type { RawColumn } from '../columns/facts.ts';
import { grown32, intern, LONGEST_CELL, openArena, openDictionary, seal } from '../text/dictionary.ts';

/** Between two looks at whether it is to stop. */
const ROWS_BETWEEN = 1024;

/** A CSV in memory, column by column. */
export interface ReadColumns {
  columns: RawColumn[];
  rows: number;
  /** By row: where it starts in the file. */
  lines: Int32Array;
  /** Rows that have more or fewer cells than the header: what is missing is empty, what is too much is left out. */
  oddRows: { count: number; firstLine: number };
}

/** Throws InputError where it is no CSV, has no rows, or two columns of one name; the signal's reason where it is stopped. */
export async function readColumns(source: CsvSource, signal?: AbortSignal): Promise<ReadColumns> {
  const found = { headers: [] as string[], rows: 0, odd: 0, firstOdd: 0 };
  let columns: Omit<RawColumn, 'header'>[] = [];
  let values: Int32Array<ArrayBuffer>[] = [];
  let lines = new Int32Array(4096);
  await readCsv({
    source,
    onHeader: (cells) => {
      found.headers = headersOf(cells, source.name);
      columns = found.headers.map(() => ({
        cells: openDictionary(openArena(), LONGEST_CELL),
        values: new Int32Array(0),
      }));
      values = found.headers.map(() => new Int32Array(4096));
    },
    onRow: (cells, line) => {
      const row = found.rows++;
      if (row % ROWS_BETWEEN === 0) signal?.throwIfAborted();
      if (row === lines.length) {
        lines = grown32(lines, row + 1);
        // One after the other: all old ones beside all new ones would be the peak of reading.
        for (let at = 0; at < values.length; at++) values[at] = grown32(values[at] as Int32Array<ArrayBuffer>, row + 1);
      }
      lines[row] = line;
      if (cells.length !== columns.length && found.odd++ === 0) found.firstOdd = line;
      for (let at = 0; at < columns.length; at++) {
        const text = (cells[at] ?? '').trim();
        const guarded = text.charCodeAt(0) === 39 ? unguarded(text) : text;
        (values[at] as Int32Array)[row] = intern((columns[at] as RawColumn).cells, guarded);
      }
    },
  });
  if (found.rows === 0)
    throw new InputError({ file: source.name, problem: 'has a header and no rows, expected contacts' });
  for (const { cells } of columns) seal(cells);
  return {
    columns: columns.map(({ cells }, at) => ({
      header: found.headers[at] ?? '',
      cells,
      values: (values[at] as Int32Array).slice(0, found.rows),
    })),
    rows: found.rows,
    lines: lines.slice(0, found.rows),
    oddRows: { count: found.odd, firstLine: found.firstOdd },
  };
}

function headersOf(cells: string[], file: string): string[] {
  const names = cells.map((name, at) => (name.trim() === '' ? `column ${at + 1}` : name.trim()));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    const columns = names.flatMap((name, at) => (name === twice ? [at + 1] : []));
    throw new InputError({
      file,
      line: 1,
      problem: `columns ${columns.join(' and ')} have one name`,
      todo: 'rename one of them',
    });
  }
  return names;
}
