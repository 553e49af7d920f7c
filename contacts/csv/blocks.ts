import { InputError } from '../input-error.ts';

const QUOTE = 34;
const LINE_FEED = 10;

/** A block that cannot end by then is taken for a quote left open, before it eats the rest of a large file. */
const MAX_BLOCK = 4 * 1024 * 1024;

/** Whole rows of a CSV, some hundred kilobytes of them. */
export interface CsvBlock {
  bytes: Buffer;
  /** Where the block starts in the file. */
  offset: number;
  hasQuotes: boolean;
}

/** Cuts bytes after line breaks that an even number of quotes precedes: there no quoted cell, no row and no character is open. */
export async function* csvBlocks(source: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<CsvBlock> {
  let parts: Buffer[] = [];
  let size = 0;
  let quotes = 0;
  let offset = 0;
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    const quotesToEnd = quotes + countQuotes(bytes.subarray(0, end));
    const quotesAfter = countQuotes(bytes.subarray(end));
    if (end > 0 && quotesToEnd % 2 === 0) {
      const block = Buffer.concat([...parts, bytes.subarray(0, end)]);
      yield { bytes: block, offset, hasQuotes: quotesToEnd > 0 };
      offset += block.length;
      parts = [Buffer.from(bytes.subarray(end))];
      size = bytes.length - end;
      quotes = quotesAfter;
    } else {
      parts.push(bytes);
      size += bytes.length;
      quotes = quotesToEnd + quotesAfter;
    }
    if (size > MAX_BLOCK) break;
  }
  const last = Buffer.concat(parts);
  const end = size > MAX_BLOCK ? last.lastIndexOf(LINE_FEED) + 1 || size : size;
  yield { bytes: last.subarray(0, end), offset, hasQuotes: quotes > 0 };
  // Reached only when parsing that block found no quote to blame.
  if (size > MAX_BLOCK) throw new InputError({ file, problem: 'has a row of more than 4 MiB, expected a CSV' });
}

function countQuotes(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(QUOTE); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) count++;
  return count;
}
