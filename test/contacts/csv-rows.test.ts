import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvBlocks } from '../../contacts/csv/blocks.ts';
import { readCsv } from '../../contacts/csv/read-csv.ts';
import { blockRows, parsedRows } from '../../contacts/csv/rows.ts';
import { csvInMemory } from '../../contacts/csv/source.ts';

async function read(content: string): Promise<{ header: string[]; rows: [number, string[]][] }> {
  let header: string[] = [];
  const rows: [number, string[]][] = [];
  await readCsv({
    source: csvInMemory('contacts.csv', content),
    onHeader: (cells) => {
      header = cells;
    },
    onRow: (cells, line) => rows.push([line, cells]),
  });
  return { header, rows };
}

test('A byte order mark, CRLF and line breaks in quoted cells are read', async () => {
  expect(await read('\uFEFFa,b\r\n"1\r\n2",3\r\n4,"5\n\n6"\r\n7,8')).toEqual({
    header: ['a', 'b'],
    rows: [
      [2, ['1\r\n2', '3']],
      [4, ['4', '5\n\n6']],
      [7, ['7', '8']],
    ],
  });
});

test('Empty lines are passed over and counted', async () => {
  expect((await read('a\n\n1\n\n\n2\n')).rows).toEqual([
    [3, ['1']],
    [6, ['2']],
  ]);
});

test('Mixed line ends and doubled quotes are read', async () => {
  expect((await read('a,b\n1,2\r\n"say ""hi""",""\n')).rows).toEqual([
    [2, ['1', '2']],
    [3, ['say "hi"', '']],
  ]);
});

const cell = fc.string({ unit: fc.constantFrom('a', 'ë', '😀', ' ', ',', '\n', '\r', "'", '='), maxLength: 4 });

test('Cutting at the commas gives what csv-parse gives, wherever there is no quote', () => {
  fc.assert(
    fc.property(
      fc.array(cell).map((cells) => Buffer.from(cells.join(''))),
      (bytes) => {
        expect([...blockRows(bytes, { hasQuotes: false })]).toEqual(parsedRows(bytes));
      },
    ),
    { numRuns: 500 },
  );
});

const line = fc
  .array(fc.tuple(cell, fc.boolean()), { minLength: 1, maxLength: 3 })
  .map((cells) => cells.map(([text, quoted]) => (quoted ? `"${text}"` : text.replace(/[,\r\n]/g, ''))).join(','));

test('Reading only the quoted rows with csv-parse gives what reading all of them gives, or the same error', () => {
  const block = fc.array(
    fc.tuple(fc.oneof(line, cell, fc.constantFrom('a"b', '"a"b', '"')), fc.constantFrom('\n', '\r\n', '\r')),
  );
  fc.assert(
    fc.property(
      block.map((lines) => Buffer.from(lines.flat().join(''))),
      (bytes) => {
        expect(outcome(() => [...blockRows(bytes, { hasQuotes: true })])).toEqual(outcome(() => parsedRows(bytes)));
      },
    ),
    { numRuns: 2000 },
  );
});

function outcome(read: () => string[][]): string[][] | string {
  try {
    return read();
  } catch (error) {
    return String(error);
  }
}

test('Any cells come back from any chunks, and blocks join to the file', async () => {
  const sheets = fc.array(fc.tuple(cell, cell, fc.constantFrom('"', ''), fc.constantFrom('\n', '\r\n')), {
    minLength: 1,
  });
  await fc.assert(
    fc.asyncProperty(sheets, fc.integer({ min: 1, max: 7 }), async (rows, size) => {
      const quoted = (text: string, quote: string) => `"${text}${quote.repeat(2)}"`;
      const text = rows.map(([a, b, quote, end]) => `${quoted(a, quote)},${quoted(b, '')}${end}`).join('');
      const parts: Buffer[] = [];
      const found: string[][] = [];
      for await (const { bytes, hasQuotes } of csvBlocks(chunks(text, size), 'contacts.csv')) {
        parts.push(bytes);
        found.push(...blockRows(bytes, { hasQuotes }));
      }
      expect(Buffer.concat(parts).toString()).toBe(text);
      expect(found).toEqual(rows.map(([a, b, quote]) => [`${a}${quote}`, b]));
    }),
  );
});

async function* chunks(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
