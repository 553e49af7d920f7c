import { InputError } from '../../input-error.ts';
import type { CsvSource } from '../source.ts';
import { type CsvFormat, PLAIN } from './csv-format.ts';
import { pieceDecoder } from './text-decoder.ts';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** A file's bytes from its header on, as UTF-8 with line feeds. `onBytes` is given those of the file. Throws InputError. */
export async function* decoded(source: CsvSource, onBytes?: (bytes: Uint8Array) => void): AsyncGenerator<Uint8Array> {
  const format = source.format ?? PLAIN;
  let skip = format.linesBefore;
  for await (const bytes of utf8Of(source, { format, onBytes })) {
    if (format.lineEnd === 'cr') endWithLineFeeds(bytes);
    let from = 0;
    for (; skip > 0; skip--) {
      const end = bytes.indexOf(LINE_FEED, from);
      from = end + 1;
      if (end === -1) break;
    }
    // Still within a title line.
    if (skip > 0) continue;
    yield from === 0 ? bytes : bytes.subarray(from);
  }
}

interface Piece {
  format: CsvFormat;
  onBytes: ((bytes: Uint8Array) => void) | undefined;
}

async function* utf8Of(source: CsvSource, { format, onBytes }: Piece): AsyncGenerator<Buffer> {
  const decoder = format.encoding === 'utf-8' ? null : pieceDecoder(format.encoding);
  let line = 1;
  for await (const chunk of source.open()) {
    onBytes?.(chunk);
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (decoder === null) {
      // What is changed in place must not be the source's own.
      yield format.lineEnd === 'cr' ? Buffer.from(bytes) : bytes;
      continue;
    }
    const text = decoder.piece(bytes);
    const spoiled = text.search(/\p{Surrogate}/u);
    line += linesIn(spoiled === -1 ? text : text.slice(0, spoiled), format);
    if (spoiled !== -1) throw notUtf16(source, line);
    yield Buffer.from(text);
  }
  if (decoder !== null && decoder.rest().length > 0) throw notUtf16(source, line);
}

function linesIn(text: string, { lineEnd }: CsvFormat): number {
  return text.split(lineEnd === 'cr' ? '\r' : '\n').length - 1;
}

/** A carriage return is one byte of UTF-8 and part of no other character. */
function endWithLineFeeds(bytes: Buffer): void {
  for (let at = bytes.indexOf(CARRIAGE_RETURN); at !== -1; at = bytes.indexOf(CARRIAGE_RETURN, at + 1)) {
    bytes[at] = LINE_FEED;
  }
}

function notUtf16({ name }: CsvSource, line: number): InputError {
  return new InputError({
    file: name,
    line,
    problem: 'is not valid UTF-16: a character is cut in half',
    todo: 'export it again',
  });
}
