import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BaseContact } from '../../../contacts/base/base-contact.ts';
import { baseCsvSource } from '../../../contacts/base/file/base-csv-source.ts';
import { baseCsvHeader, baseCsvRows } from '../../../contacts/base/file/write-base-csv.ts';
import { planBase } from '../../../contacts/base/plan-base.ts';
import { DEFAULT_POLICY } from '../../../contacts/base/policy.ts';
import type { RegionRules } from '../../../contacts/base/regions.ts';
import { csvInMemory } from '../../../contacts/csv/source.ts';
import { contacts } from './arbitrary-base.ts';
import { AU, baseContact, phone, planned } from './make-base.ts';

const REGIONS: RegionRules = {
  locations: new Map([
    ['loc_a', { uid: 'loc_a', name: '=Sydney, "CBD"', country: 'AU' }],
    ['loc_b', { uid: 'loc_b', name: 'Auckland', country: '' }],
  ]),
  regions: new Map([['loc_b', 'NZ']]),
  region: 'AU',
};
const NOTHING: RegionRules = { locations: new Map(), regions: new Map(), region: null };

const fileOf = (all: readonly BaseContact[], regions = REGIONS) =>
  csvInMemory('base.csv', baseCsvHeader() + baseCsvRows(all, regions));

/** What a person or a program may have typed, and what a spreadsheet takes for a formula. */
const odd = fc.oneof(
  fc.constantFrom(
    '=cmd()',
    '+1',
    '-',
    '@x',
    "'=1",
    '"quoted"',
    ' blank ',
    'two\nlines',
    'tab\t',
    '\0',
    '\ud800',
    '漢字, "x"',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const dated = (one: BaseContact): BaseContact =>
  one.updatedAt === 'yesterday' ? { ...one, updatedAt: '2026-01-01T00:00:00Z' } : one;
const written = fc.tuple(contacts, fc.array(odd, { minLength: 25, maxLength: 25 })).map(([all, texts]) =>
  all.map((one, at) => ({
    ...dated(one),
    channels: [...one.channels, phone('+61412345678')],
    fields: { ...one.fields, company: texts[at] ?? '' },
    ...(at % 2 === 0 && { name: texts[at] ?? '' }),
    ...(at % 3 === 0 && { askedBy: [`conv_${at}`], lastTouch: { event: 'call', at: '2026-01-01T00:00:00Z' } }),
  })),
);

test('Contacts read back as they were written, whatever they say', async () => {
  await fc.assert(
    fc.asyncProperty(written, async (all) => {
      const source = baseCsvSource(fileOf(all));
      const { contacts: count } = await source.shared(NOTHING);
      expect({ count, rejected: source.rejected }).toEqual({ count: all.length, rejected: [] });
      // Those who share a number are kept: here all, where there are two.
      if (all.length > 1) expect(await source.contacts(all.map(({ uid }) => uid))).toEqual(all);
    }),
    { seed: 9, numRuns: 60 },
  );
});

test('The file gives the plan of the contacts themselves, byte by byte, without any setting', async () => {
  await fc.assert(
    fc.asyncProperty(written, async (all) => {
      let text = '';
      const onCluster = (_: unknown, piece: string): void => {
        text += piece;
      };
      const source = baseCsvSource(fileOf(all));
      const { lastText } = await planBase({
        source,
        crm: 'podium',
        policy: DEFAULT_POLICY,
        regions: NOTHING,
        onCluster,
      });
      expect(text + lastText).toBe((await planned(all, { regions: REGIONS })).text);
    }),
    { seed: 10, numRuns: 40 },
  );
});

test('No cell is a formula to a spreadsheet', () => {
  const contact = baseContact({ uid: 'ct_1', name: '=HYPERLINK("http://x")', fields: { company: '=1' } });
  for (const row of baseCsvRows([contact], REGIONS).split('\n')) {
    for (const cell of row.split(/,(?=")|","/)) expect(cell.replace(/^"/, '')).not.toMatch(/^[=+\-@\t\r]/);
  }
  expect(baseCsvRows([contact], REGIONS)).toContain("'=HYPERLINK");
});

test('A row that is wrong is named by line and column, without what it says, and the others count', async () => {
  const [header, ...rows] = (baseCsvHeader() + baseCsvRows(twoAlike('ct_1', 'ct_2'), AU)).split('\n');
  const bad = rows[0]?.replace('ct_1', 'ct_3').replace('2026-01-01T00:00:00Z', 'Ada’s birthday') ?? '';
  const source = baseCsvSource(csvInMemory('base.csv', [header, bad, ...rows].join('\n')));
  expect(await source.shared(NOTHING)).toMatchObject({ contacts: 2 });
  expect(source.rejected).toEqual([
    { line: 2, column: 'updated_at', problem: 'expected a time such as 2026-01-15T09:05:00Z' },
  ]);
});

test.each([
  ['another header', 'uid,name\nct_1,Ada\n', /no column 'updated_at'/],
  [
    'a uid twice',
    baseCsvHeader() + baseCsvRows(twoAlike('ct_1', 'ct_1'), AU),
    /line 3: ct_1 stands on more than one row/,
  ],
  [
    'two regions',
    baseCsvHeader() +
      baseCsvRows(twoAlike('ct_1', 'ct_2').slice(1), AU) +
      baseCsvRows(twoAlike('ct_1', 'ct_2').slice(0, 1), { ...AU, region: 'US' }),
    /line 3: says otherwise of the region/,
  ],
])('A file with %s is refused as a whole', async (_, content, message) => {
  await expect(baseCsvSource(csvInMemory('base.csv', content)).shared(NOTHING)).rejects.toThrow(message);
});

test('A region that is given counts instead of the file’s', async () => {
  const source = baseCsvSource(fileOf(twoAlike('ct_1', 'ct_2'), AU));
  const { faults } = await source.shared({ ...NOTHING, region: 'US' });
  expect([...faults]).toEqual([['not_a_valid_number', 2]]);
});

function twoAlike(...uids: string[]): BaseContact[] {
  return uids.map((uid) => baseContact({ uid, name: 'Ada', channels: [phone('0412 345 678')] }));
}
