import { isUtf8 } from 'node:buffer';
import { type CsvBlock, csvBlocks } from '../../contacts/csv/blocks.ts';
import { encodingOf } from '../../contacts/csv/format/encoding.ts';
import { findHeader } from '../../contacts/csv/format/find-header.ts';
import { type EachRecord, eachRecord, UnreadableBlock } from '../../contacts/csv/records.ts';
import { InputError } from '../../contacts/input-error.ts';
import { type LineProblem, type UploadLine, UploadUnreadable } from './upload-line.ts';

const REQUIRED = ['customer_id', 'name', 'email', 'source'];
const KNOWN = [...REQUIRED, 'phone'];
/** A header stands well within. */
const LOOKED_AT = 64 * 1024;

/** The rows of a CSV as records, some hundred at a time. Empty lines are passed over. Throws UploadUnreadable. */
export async function* csvLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<UploadLine[]> {
  let line = 1;
  let header: string[] | null = null;
  for await (const block of blocksOf(source, () => line)) {
    const lines: UploadLine[] = [];
    if (block.offset === 0) refuseOtherFormat(block.bytes.subarray(0, LOOKED_AT));
    const onRecord = (cells: string[], at: number): void => {
      if (header === null) header = readHeader(cells, at);
      else lines.push(readRow(cells, { header, line: at }));
    };
    line = readRecords(block, { line, onRecord });
    yield lines;
  }
  if (header === null)
    throw unreadable(1, `has no header, expected ${REQUIRED.join(',')} and, if there are any, phone`);
}

/** Before anything is cut at commas: what is no CSV with commas would be told wrong things about its quotes. */
function refuseOtherFormat(start: Buffer): void {
  if (encodingOf(start) !== 'utf-8') throw unreadable(1, 'is UTF-16, expected UTF-8');
  if (start.subarray(0, 4).toString('latin1') === 'PK\x03\x04') throw unreadable(1, 'is a workbook, expected a CSV');
  const text = start.toString('utf8');
  if (/^\uFEFF?"?sep=/i.test(text)) throw unreadable(1, 'names a separator, expected the header and commas');
  if (/^[^\n]*,/.test(text)) return;
  const { separator } = findHeader({ text, known: [{ needed: REQUIRED, columns: KNOWN }], file: 'upload' });
  const words = { ';': 'semicolons', '\t': 'tabs', '|': 'pipes', ',': null }[separator];
  if (words !== null) throw unreadable(1, `is separated by ${words}, expected commas`);
}

function readRow(cells: string[], { header, line }: { header: string[]; line: number }): UploadLine {
  if (cells.length !== header.length) {
    return { line, column: null, problem: `has ${cells.length} cells, expected ${header.length}` };
  }
  const value: Record<string, string | null> = {};
  for (const [index, name] of header.entries()) value[name] = cells[index] ?? null;
  // An empty cell is no phone.
  if (value.phone === '') value.phone = null;
  return { line, value };
}

/** The columns in their order. An unknown one is refused: it may be a phone that would be lost. */
function readHeader(cells: string[], line: number): string[] {
  const names = cells.map((name) => name.trim().toLowerCase());
  const missing = REQUIRED.filter((name) => !names.includes(name));
  if (missing.length > 0) throw unreadable(line, `is the header, and lacks ${missing.join(', ')}`);
  const unknown = names.findIndex((name) => !KNOWN.includes(name));
  if (unknown !== -1) {
    throw unreadable(line, `is the header, and its column ${unknown + 1} is none of ${KNOWN.join(', ')}`);
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw unreadable(line, `is the header, and has ${twice} twice`);
  return names;
}

async function* blocksOf(source: AsyncIterable<Uint8Array>, line: () => number): AsyncGenerator<CsvBlock> {
  try {
    yield* csvBlocks(source, 'upload');
  } catch (error) {
    throw error instanceof InputError ? unreadable(line(), 'starts a row of more than 4 MiB') : error;
  }
}

function readRecords(block: CsvBlock, each: EachRecord): number {
  try {
    return eachRecord(block, each);
  } catch (error) {
    if (!(error instanceof UnreadableBlock)) throw error;
    const { fault } = error;
    if (fault === 'not-utf8') throw unreadable(each.line + linesBeforeNotUtf8(block.bytes), 'is not valid UTF-8');
    const problem = 'has a quote that is not closed, or text beside a quoted cell: write a quote inside a cell twice';
    throw unreadable(each.line + Number(fault.lines) - 1, problem);
  }
}

function linesBeforeNotUtf8(bytes: Buffer): number {
  let lines = 0;
  for (let from = 0; from < bytes.length; lines += 1) {
    const end = bytes.indexOf('\n', from);
    if (end === -1 || !isUtf8(bytes.subarray(from, end))) return lines;
    from = end + 1;
  }
  return lines;
}

function unreadable(line: number, problem: LineProblem['problem']): UploadUnreadable {
  return new UploadUnreadable({ line, column: null, problem });
}
