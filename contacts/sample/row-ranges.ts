import { type CsvFormat, PLAIN } from '../csv/format/csv-format.ts';
import type { CsvSource } from '../csv/source.ts';

/** Where a row stands in its file, in bytes, with the end of its line. */
export interface Range {
  from: number;
  /** The first byte behind it. */
  to: number;
}

/**
 * Where the wanted rows stand, in the file's order. 0 is the header, with all that stands before it; empty rows have no number, as
 * `readCsv` passes over them. A line ends where no quote is open, as in what it reads.
 */
export async function rowRanges(source: CsvSource, wanted: ReadonlySet<number>): Promise<Range[]> {
  const format = source.format ?? PLAIN;
  const ranges: Range[] = [];
  const rows = rowFinder(format, (row, range) => {
    if (wanted.has(row)) ranges.push(range);
  });
  const width = format.encoding.startsWith('utf-16') ? 2 : 1;
  const [low, high] = format.encoding === 'utf-16be' ? [1, 0] : [0, 1];
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of source.open()) {
    const bytes =
      rest.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) : Buffer.concat([rest, chunk]);
    const whole = bytes.length - (bytes.length % width);
    for (let at = 0; at < whole; at += width)
      rows.unit(width === 1 ? (bytes[at] ?? 0) : (bytes[at + low] ?? 0) + 256 * (bytes[at + high] ?? 0), width);
    rest = Buffer.from(bytes.subarray(whole));
  }
  rows.end();
  return ranges;
}

const [LINE_FEED, CARRIAGE_RETURN, QUOTE] = [10, 13, 34];

function rowFinder(
  { linesBefore, lineEnd }: CsvFormat,
  onRow: (row: number, range: Range) => void,
): { unit: (unit: number, width: number) => void; end: () => void } {
  let [offset, from, row] = [0, 0, 0];
  /** Of the line so far, without its end. */
  let [units, quotes] = [0, 0];
  let before = linesBefore;
  let isQuoted = false;
  let isAfterReturn = false;
  const endLine = (to: number): void => {
    const isEmpty = units === 0 || (units === 2 && quotes === 2);
    if (before > 0) before -= 1;
    else if (!isEmpty) {
      onRow(row, { from, to });
      row += 1;
    }
    if (row > 0) from = to;
    [units, quotes, isQuoted, isAfterReturn] = [0, 0, false, false];
  };
  return {
    unit: (unit, width) => {
      if (isAfterReturn) {
        const isPair = unit === LINE_FEED;
        endLine(isPair ? offset + width : offset);
        if (isPair) {
          offset += width;
          return;
        }
      }
      offset += width;
      const isRow = before === 0;
      if (!isQuoted && unit === LINE_FEED) endLine(offset);
      else if (!isQuoted && unit === CARRIAGE_RETURN && (isRow || lineEnd === 'cr')) isAfterReturn = true;
      else {
        units += 1;
        if (unit !== QUOTE || !isRow) return;
        quotes += 1;
        isQuoted = !isQuoted;
      }
    },
    end: () => {
      if (isAfterReturn || units > 0) endLine(offset);
    },
  };
}

/** The bytes of these ranges, which come in order and do not overlap. */
export async function* bytesIn(source: CsvSource, ranges: readonly Range[]): AsyncGenerator<Uint8Array> {
  let [start, next] = [0, 0];
  for await (const chunk of source.open()) {
    const end = start + chunk.byteLength;
    for (let range = ranges[next]; range !== undefined && range.from < end; range = ranges[next]) {
      yield chunk.subarray(Math.max(range.from, start) - start, Math.min(range.to, end) - start);
      if (range.to > end) break;
      next += 1;
    }
    start = end;
  }
}
