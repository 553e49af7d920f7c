import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CsvFormat } from '../../contacts/csv/format/csv-format.ts';
import { readCsv } from '../../contacts/csv/read-csv.ts';
import type { CsvSource } from '../../contacts/csv/source.ts';
import { bytesIn, rowRanges } from '../../contacts/sample/row-ranges.ts';

type Encoding = CsvFormat['encoding'];

const ENCODE: Record<Encoding, (text: string) => Buffer> = {
  'utf-8': (text) => Buffer.from(text),
  'utf-16le': (text) => Buffer.from(text, 'utf16le'),
  'utf-16be': (text) => Buffer.from(text, 'utf16le').swap16(),
  'windows-1252': (text) => Buffer.from(text, 'latin1'),
};

/** A file that comes in pieces of that many bytes. */
function inPieces(bytes: Buffer, { format, piece }: { format: CsvFormat; piece: number }): CsvSource {
  return {
    name: 'contacts.csv',
    format,
    open: async function* () {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
    },
  };
}

async function rowsIn(source: CsvSource): Promise<string[][]> {
  const rows: string[][] = [];
  await readCsv({ source, onHeader: (cells) => rows.push(cells), onRow: (cells) => rows.push(cells) });
  return rows;
}

const cell = fc.string({ unit: fc.constantFrom('a', 'é', ' ', ',', '\n', '"', '='), maxLength: 4 });

const file = fc.record({
  rows: fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }),
  empty: fc.array(fc.nat({ max: 8 }), { maxLength: 3 }),
  encoding: fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'utf-16be', 'windows-1252'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  titles: fc.nat({ max: 2 }),
  isEnded: fc.boolean(),
  piece: fc.integer({ min: 1, max: 40 }),
  wanted: fc.array(fc.nat({ max: 8 })),
});

test('Of any file, in any encoding and with any line ends, the wanted rows are found as they stand, with the header and what stands before it', async () => {
  await fc.assert(
    fc.asyncProperty(file, async ({ rows, empty, encoding, lineEnd, titles, isEnded, piece, wanted }) => {
      const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
      const lines = [['id', 'name'], ...rows].flatMap((cells, at) => [
        ...(empty.includes(at) && at > 0 ? [''] : []),
        cells.map(quoted).join(','),
      ]);
      const text = [...Array.from({ length: titles }, () => 'Contacts'), ...lines].join(lineEnd);
      const format: CsvFormat = {
        separator: ',',
        encoding,
        lineEnd: lineEnd === '\r' ? 'cr' : 'lf',
        linesBefore: titles,
        titleLines: titles,
      };
      const source = inPieces(ENCODE[encoding](isEnded ? text + lineEnd : text), { format, piece });
      const numbers = new Set([0, ...wanted.filter((row) => row <= rows.length)]);
      const found: Uint8Array[] = [];
      for await (const bytes of bytesIn(source, await rowRanges(source, numbers))) found.push(bytes);
      const all = await rowsIn(source);
      expect(await rowsIn(inPieces(Buffer.concat(found), { format, piece }))).toEqual(
        all.filter((_, row) => numbers.has(row)),
      );
    }),
    { numRuns: 300 },
  );
});
