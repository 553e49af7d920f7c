import type { CsvSource } from '../source.ts';
import type { CsvEncoding, CsvFormat } from './csv-format.ts';
import { encodingOf } from './encoding.ts';
import { findHeader, type KnownHeader } from './find-header.ts';
import { pieceDecoder } from './text-decoder.ts';
import { refuseWorkbook } from './workbook.ts';

/** A header and its titles stand well within. */
const LOOKED_AT = 64 * 1024;

/** A source that says how it is to be read: what its first bytes show, and the encoding that a person named. Throws InputError. */
export async function recognized(source: CsvSource, known: readonly KnownHeader[]): Promise<CsvSource> {
  if (source.format !== undefined) return source;
  const start = await firstBytes(source);
  refuseWorkbook({ file: source.name, start });
  return { ...source, format: formatOf(start, { source, known }) };
}

function formatOf(start: Buffer, { source, known }: { source: CsvSource; known: readonly KnownHeader[] }): CsvFormat {
  const encoding = source.encoding ?? encodingOf(start);
  const text = textOf(start, encoding);
  return { encoding, ...findHeader({ text, known, file: source.name }) };
}

async function firstBytes(source: CsvSource): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source.open()) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= LOOKED_AT) break;
  }
  return Buffer.concat(chunks).subarray(0, LOOKED_AT);
}

function textOf(start: Buffer, encoding: CsvEncoding): string {
  const text = encoding === 'utf-8' ? start.toString('utf8') : pieceDecoder(encoding).piece(start);
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
