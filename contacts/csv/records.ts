import { isUtf8 } from 'node:buffer';
import { CsvError } from 'csv-parse';
import type { CsvBlock } from './blocks.ts';
import type { Separator } from './format/csv-format.ts';
import { blockRows } from './rows.ts';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** A block that is not UTF-8, or, where csv-parse says so, no CSV. Nothing of it was passed on. */
export class UnreadableBlock extends Error {
  override readonly name = 'UnreadableBlock';
  readonly block: CsvBlock;
  readonly fault: 'not-utf8' | CsvError;

  /** No cause: csv-parse quotes the cell in its message. */
  constructor(block: CsvBlock, fault: 'not-utf8' | CsvError) {
    super('The block cannot be read');
    this.block = block;
    this.fault = fault;
  }
}

/** Bytes at the beginning of a block that belong to no row: the file's byte order mark. */
export function bytesBeforeRows({ offset, bytes }: CsvBlock): number {
  return offset === 0 && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
}

export interface EachRecord {
  /** The physical line where the block starts. */
  line: number;
  /** @default a comma */
  separator?: Separator;
  /** `line`: where the row starts. Empty lines are passed over. */
  onRecord: (cells: string[], line: number) => void;
}

/** Passes the rows of a block on. Returns the line where the next block starts. Throws UnreadableBlock. */
export function eachRecord(block: CsvBlock, { line: from, separator, onRecord }: EachRecord): number {
  let line = from;
  for (const cells of rowsOf(block, separator)) {
    if (cells.length !== 1 || cells[0] !== '') onRecord(cells, line);
    line += block.hasQuotes ? 1 + lineBreaksIn(cells) : 1;
  }
  return line;
}

function rowsOf(block: CsvBlock, separator: Separator | undefined): Iterable<string[]> {
  const { bytes, hasQuotes } = block;
  if (!isUtf8(bytes)) throw new UnreadableBlock(block, 'not-utf8');
  try {
    return blockRows(bytes.subarray(bytesBeforeRows(block)), { hasQuotes, separator });
  } catch (error) {
    throw error instanceof CsvError ? new UnreadableBlock(block, error) : error;
  }
}

function lineBreaksIn(cells: string[]): number {
  let count = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) count += 1;
  }
  return count;
}
