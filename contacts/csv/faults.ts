import type { CsvError } from 'csv-parse';
import { InputError } from '../input-error.ts';
import type { CsvBlock } from './blocks.ts';
import { type Place, placeOfByte } from './byte-place.ts';
import { PLAIN } from './format/csv-format.ts';
import { decoded } from './format/decoded.ts';
import { bytesBeforeRows, UnreadableBlock } from './records.ts';
import type { CsvSource } from './source.ts';

/** An error of reading, and of a block that cannot be read what is wrong with the file, and where. */
export async function inputFault(error: unknown, source: CsvSource): Promise<unknown> {
  if (!(error instanceof UnreadableBlock)) return error;
  const { block, fault } = error;
  return fault === 'not-utf8' ? badUtf8(block, source) : badCsv(fault, { block, source });
}

/** Says where the cell at fault starts. */
async function badCsv(error: CsvError, where: { block: CsvBlock; source: CsvSource }): Promise<InputError> {
  const { block, source } = where;
  // csv-parse counts up to the end of the last whole cell: its separator, or the line break of its row.
  const place = await placeIn(source, block.offset + bytesBeforeRows(block) + Number(error.bytes));
  const { separator } = source.format ?? PLAIN;
  const column = place.byte === separator.charCodeAt(0) ? place.column + 1 : place.column;
  return new InputError({ file: source.name, line: place.line, column, ...quoteProblem(error.code) });
}

/** `offset` counts from the header on. */
async function placeIn(source: CsvSource, offset: number): Promise<Place> {
  const place = await placeOfByte(decoded(source), offset);
  return { ...place, line: place.line + (source.format ?? PLAIN).linesBefore };
}

function quoteProblem(code: string): { problem: string; todo: string } {
  const todo = 'close it, and write a quote inside a cell twice';
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return { problem: 'a quote opens here and is not closed', todo };
    case 'CSV_INVALID_CLOSING_QUOTE':
      return { problem: 'a quote opens here, and text follows where it closes', todo };
    default:
      return {
        problem: 'the cell that starts here has a quote inside',
        todo: 'put the whole cell in quotes, and write a quote inside it twice',
      };
  }
}

async function badUtf8({ bytes, offset }: CsvBlock, source: CsvSource): Promise<InputError> {
  const { line, column } = await placeIn(source, offset + firstBadByte(bytes));
  const start = offset === 0 ? bytes.subarray(0, 2).toString('hex') : '';
  const problem =
    start === '504b' ? 'is an Excel workbook, not a CSV' : start === 'fffe' ? 'is UTF-16' : 'is not valid UTF-8';
  return new InputError({
    file: source.name,
    line,
    column,
    problem,
    todo: "save it as 'CSV UTF-8 (comma delimited)', or name what it is with --encoding, such as windows-1252",
  });
}

/** Where a decoder would put the first replacement character. */
function firstBadByte(bytes: Buffer): number {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', at + 1)) {
    const offset = Buffer.byteLength(text.slice(0, at));
    const genuine = bytes.subarray(offset, offset + 3).equals(Buffer.from('\uFFFD'));
    if (!genuine) return offset;
  }
  return 0;
}
