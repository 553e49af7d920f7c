import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { CsvError } from 'csv-parse';
import { InputError } from '../input-error.ts';
import { type CsvBlock, csvBlocks } from './blocks.ts';
import { badCsv, badUtf8 } from './faults.ts';
import { blockRows } from './rows.ts';
import type { CsvSource } from './source.ts';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

export interface ReadCsvOptions {
  source: CsvSource;
  onHeader: (cells: string[]) => void;
  /** `line` is the physical line where the row starts. Empty lines are passed over. */
  onRow: (cells: string[], line: number) => void;
}

/** The first row that is not empty, and nothing after it. Throws InputError as `readCsv` does. */
export async function readHeader(source: CsvSource): Promise<string[]> {
  for await (const block of csvBlocks(source.open(), source.name)) {
    if (!isUtf8(block.bytes)) throw await badUtf8(block, source);
    for (const cells of await rowsOf(block, source)) if (!isEmpty(cells)) return cells;
  }
  throw noHeader(source);
}

/** Reads a CSV row by row. Throws InputError when the file as a whole is no CSV; rows of any width are passed on. */
export async function readCsv({ source, onHeader, onRow }: ReadCsvOptions): Promise<{ sha256: string }> {
  const hash = createHash('sha256');
  let line = 1;
  let hasHeader = false;
  for await (const block of csvBlocks(source.open(), source.name)) {
    hash.update(block.bytes);
    if (!isUtf8(block.bytes)) throw await badUtf8(block, source);
    for (const cells of await rowsOf(block, source)) {
      const empty = isEmpty(cells);
      if (!empty && hasHeader) onRow(cells, line);
      if (!empty && !hasHeader) onHeader(cells);
      if (!empty) hasHeader = true;
      line += block.hasQuotes ? 1 + lineBreaksIn(cells) : 1;
    }
  }
  if (!hasHeader) throw noHeader(source);
  return { sha256: hash.digest('hex') };
}

function isEmpty(cells: string[]): boolean {
  return cells.length === 1 && cells[0] === '';
}

function noHeader({ name }: CsvSource): InputError {
  return new InputError({ file: name, problem: 'is empty, expected a CSV with a header line' });
}

async function rowsOf(block: CsvBlock, source: CsvSource): Promise<Iterable<string[]>> {
  const marked = block.offset === 0 && block.bytes.subarray(0, 3).equals(BYTE_ORDER_MARK);
  const start = marked ? 3 : 0;
  try {
    return blockRows(block.bytes.subarray(start), block.hasQuotes);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw await badCsv({ error, offset: block.offset + start, source });
  }
}

function lineBreaksIn(cells: string[]): number {
  let count = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) count++;
  }
  return count;
}
