import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CsvEncoding, Separator } from '../../contacts/csv/format/csv-format.ts';
import { formatText, SEPARATORS } from '../../contacts/csv/format/csv-format.ts';
import { decoded } from '../../contacts/csv/format/decoded.ts';
import { type CsvSource, csvInMemory } from '../../contacts/csv/source.ts';
import { type CsvFindings, planFromCsv } from '../../contacts/planning/plan-from-csv.ts';
import { externalContacts } from '../../contacts/profiles/external-contacts.ts';
import { HEADER, planOf, RULES, row } from './make.ts';

const ROWS = [
  row({ 'Devrev Account Name': 'Zoë; "Ltd", | & Söhne\t\u{1f600}', 'External Ref': 'user_1', Tickets: '3' }),
  row({ 'Display ID': 'REVU-2', 'Devrev Account Name': 'two\nlines' }),
  row({ 'Display ID': 'REVU-3', Email: 'bob@example.com' }),
];

interface Shape {
  separator: Separator;
  encoding: CsvEncoding;
  mark: boolean;
  lineEnd: string;
  told: boolean;
  titles: string[];
  quoteAll: boolean;
  rows?: string[][];
}

/** The sheet as some program would write it. */
function fileOf({ separator, encoding, mark, lineEnd, told, titles, quoteAll, rows = ROWS }: Shape): Buffer {
  const cell = (text: string): string =>
    quoteAll || /["\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
  const lines = [[...HEADER], ...rows].map((cells) => cells.map(cell).join(separator));
  const text = [...(told ? [`sep=${separator}`] : []), ...titles, ...lines].join(lineEnd) + lineEnd;
  return encoded(`${mark ? '\uFEFF' : ''}${text}`, encoding);
}

function encoded(text: string, encoding: CsvEncoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'windows-1252') return Buffer.from(text.replaceAll('€', '\x80'), 'latin1');
  const bytes = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16be' ? bytes.swap16() : bytes;
}

/** A source whose bytes come in pieces of these sizes, over and over. */
function cutInto(content: Uint8Array, sizes: number[]): CsvSource {
  return {
    name: 'contacts.csv',
    open: async function* () {
      for (let at = 0, turn = 0; at < content.length; turn++) {
        const size = sizes[turn % sizes.length] ?? 1;
        yield content.subarray(at, at + size);
        at += size;
      }
    },
  };
}

async function planned(source: CsvSource): Promise<CsvFindings & { clusters: string; digest: string }> {
  const options = { source, rules: RULES, neverMerge: new Map(), profile: externalContacts };
  const { plan, ...findings } = await planFromCsv(options);
  return { ...findings, clusters: JSON.stringify(plan.clusters), digest: plan.digest };
}

const title = fc.constantFrom(
  '',
  'Contacts of November',
  'Screens of 24" and more',
  'a;b,c|d\te',
  "Zoë's list",
  '"a","b"',
);
const shape: fc.Arbitrary<Shape> = fc.record({
  separator: fc.constantFrom(...SEPARATORS),
  encoding: fc.constantFrom<CsvEncoding>('utf-8', 'utf-16le', 'utf-16be'),
  mark: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  told: fc.boolean(),
  titles: fc.array(title, { maxLength: 20 }),
  quoteAll: fc.boolean(),
});
const PLAIN_SHAPE: Shape = {
  separator: ',',
  encoding: 'utf-8',
  mark: false,
  lineEnd: '\n',
  told: false,
  titles: [],
  quoteAll: false,
};

test('Whatever separates columns and ends lines, in whatever Unicode, below whatever titles, cut anywhere: the plan has the same bytes', async () => {
  const plain = await planned(csvInMemory('contacts.csv', fileOf(PLAIN_SHAPE)));
  expect(plain).toMatchObject({ rows: 3, contacts: 3 });
  await fc.assert(
    fc.asyncProperty(shape, fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 }), async (one, sizes) => {
      const read = await planned(cutInto(fileOf(one), sizes));
      expect(read).toMatchObject({ rows: 3, contacts: 3, clusters: plain.clusters, digest: plain.digest });
      expect(read.format).toMatchObject({ separator: one.separator, encoding: one.encoding });
    }),
    { numRuns: 150 },
  );
});

test('A line of a rejected row is the line of the file', async () => {
  const rows = [...ROWS, row({ 'Display ID': 'REVU-4', Tickets: 'many' })];
  await fc.assert(
    fc.asyncProperty(shape, async (one) => {
      const { rejected } = await planned(csvInMemory('contacts.csv', fileOf({ ...one, rows })));
      // A cell of two lines stands before.
      const line = one.titles.length + (one.told ? 1 : 0) + 6;
      expect(rejected.map((row) => row.line)).toEqual([line]);
    }),
    { numRuns: 40 },
  );
});

test('UTF-16 that is cut anywhere becomes the same text, also within characters of two units', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.constantFrom<CsvEncoding>('utf-16le', 'utf-16be'),
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
      async (text, encoding, sizes) => {
        const format = { separator: ',', encoding, lineEnd: 'lf', linesBefore: 0, titleLines: 0 } as const;
        const parts: Uint8Array[] = [];
        for await (const part of decoded({ ...cutInto(encoded(text, encoding), sizes), format })) parts.push(part);
        expect(Buffer.concat(parts).toString()).toBe(text);
      },
    ),
  );
});

test('What was recognized is said in words', async () => {
  const said = async (one: Partial<Shape>) => formatText((await planOf(fileOf({ ...PLAIN_SHAPE, ...one }))).format);
  expect(await said({})).toBe('comma-separated UTF-8');
  expect(await said({ separator: ';', encoding: 'utf-16le', mark: true })).toBe('semicolon-separated UTF-16');
  expect(await said({ separator: '\t', titles: ['Contacts', ''] })).toBe(
    'tab-separated UTF-8, 1 title line before the header',
  );
});

test('More than 20 title lines are none, and a fault tells about the header that comes closest', async () => {
  const titles = Array.from({ length: 21 }, (_, at) => `Title ${at}`);
  await expect(planOf(fileOf({ ...PLAIN_SHAPE, titles }))).rejects.toThrow(
    'contacts.csv line 1: the header does not fit',
  );
  const short = fileOf({ ...PLAIN_SHAPE, separator: ';', titles: ['Contacts of November'] });
  const without = short.toString().replace(';Tickets', ';Cases');
  await expect(planOf(without)).rejects.toThrow(
    "contacts.csv line 2: the header does not fit profile external-contacts:\n  no column 'Tickets'",
  );
});

test('Windows-1252 is read when it is named, and a refusal says how', async () => {
  const rows = [row({ 'Devrev Account Name': 'Zoë 5€' })];
  const bytes = fileOf({ ...PLAIN_SHAPE, separator: ';', encoding: 'windows-1252', rows });
  await expect(planOf(bytes)).rejects.toThrow('line 2, column 36: is not valid UTF-8; save it as');
  await expect(planOf(bytes)).rejects.toThrow('--encoding, such as windows-1252');
  const pair = [row({ 'Devrev Account Name': 'Zoë 5€' }), row({ 'Display ID': 'REVU-2' })];
  const named = await planned({
    ...csvInMemory('contacts.csv', fileOf({ ...PLAIN_SHAPE, encoding: 'windows-1252', rows: pair })),
    encoding: 'windows-1252',
  });
  expect(named.clusters).toContain('Zoë 5€');
});

test.each([
  [
    'a workbook',
    'contacts.csv',
    Buffer.from('PK\x03\x04\x14\0', 'latin1'),
    'is a workbook of a spreadsheet or a ZIP file, not a CSV; open it and save it as',
  ],
  ['an old workbook', 'contacts.csv', Buffer.from('d0cf11e0a1b1', 'hex'), 'is an Excel workbook, not a CSV; open it'],
  ['one by its name', 'contacts.XLSX', Buffer.from('a,b'), 'is named as a workbook, not a CSV; open it and save it as'],
  ['a compressed file', 'contacts.csv.gz', Buffer.from('1f8b0800', 'hex'), 'is compressed, not a CSV; unpack it'],
  ['a separator of its own', 'contacts.csv', Buffer.from('sep=:\na:b\n'), 'names a separator that is none of'],
  [
    'half a character',
    'contacts.csv',
    Buffer.concat([fileOf({ ...PLAIN_SHAPE, encoding: 'utf-16le' }), Buffer.of(0x3d, 0xd8)]),
    'contacts.csv line 6: is not valid UTF-16',
  ],
])('%s is refused in words', async (_, name, content, message) => {
  await expect(planned(csvInMemory(name, content))).rejects.toThrow(message);
});

test('A quote that is wrong in a semicolon file is told with its own place and advice', async () => {
  const text = fileOf({ ...PLAIN_SHAPE, separator: ';', titles: ['Title'] }).toString();
  await expect(planOf(`${text}a;b "c";d\n`)).rejects.toThrow(
    /^contacts\.csv line 7, column 3: the cell that starts here has a quote inside/,
  );
});

test('The digest of a file is that of its bytes as they stand', async () => {
  const { csvDigest } = await planOf(fileOf({ ...PLAIN_SHAPE, encoding: 'utf-16le', mark: true }));
  const { createHash } = await import('node:crypto');
  const bytes = fileOf({ ...PLAIN_SHAPE, encoding: 'utf-16le', mark: true });
  expect(csvDigest).toBe(createHash('sha256').update(bytes).digest('hex'));
});
