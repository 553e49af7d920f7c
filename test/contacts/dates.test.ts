import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DateOrder, parseExactTime, parseTime } from '../../contacts/csv/dates.ts';
import { csvInMemory } from '../../contacts/csv/source.ts';
import { planFromCsv } from '../../contacts/planning/plan-from-csv.ts';
import { preview } from '../../contacts/preview/preview.ts';
import { externalContacts } from '../../contacts/profiles/external-contacts.ts';
import { folderWith } from '../preview/run-preview.ts';
import { csvOf, planOf, RULES, row } from './make.ts';
import { revuCells, revuCsv, revuPlanOf } from './revu-user.ts';

test.each<[string, DateOrder | null, string]>([
  ['2025-01-15 9:05', null, '2025-01-15T09:05:00Z'],
  ['2025-01-15T09:05:30+02:00', null, '2025-01-15T07:05:30Z'],
  ['2025-01-15T09:05:30.250Z', null, '2025-01-15T09:05:30Z'],
  ['2025/1/15 9:05', null, '2025-01-15T09:05:00Z'],
  ['15/01/2025 09:05', 'dmy', '2025-01-15T09:05:00Z'],
  ['15.1.2025 9:05:07', 'dmy', '2025-01-15T09:05:07Z'],
  ['1/15/25 9:05', 'mdy', '2025-01-15T09:05:00Z'],
  ['1/2/2025 12:05:00 AM', 'mdy', '2025-01-02T00:05:00Z'],
  ['1/2/2025, 12:05 pm', 'dmy', '2025-02-01T12:05:00Z'],
])('%s (%s) is %s', (text, order, time) => {
  expect(parseTime(text, order)).toBe(time);
});

test.each(['15/01/2025 09:05', '1/2/2025 13:05 PM', '31/04/2025 9:05', '1/2-2025 9:05', '45672.38', '05:00.0'])(
  '%s is no time with the month first',
  (text) => {
    expect(parseTime(text, 'mdy')).toBeNull();
    expect(parseExactTime(text, 'mdy')).toBeNull();
  },
);

/** Rows of one person each, as a spreadsheet writes their dates. */
const sheet = (...dates: string[]): string[][] =>
  dates.flatMap((date, at) =>
    [1, 2].map((n) => row({ 'Display ID': `REVU-${at * 2 + n}`, Email: `p${at}@example.com`, 'Updated At': date })),
  );

const spelled = (date: Date, order: DateOrder): string => {
  const [day, month] = [date.getUTCDate(), date.getUTCMonth() + 1];
  const [first, second] = order === 'dmy' ? [day, month] : [month, day];
  return `${first}/${second}/${date.getUTCFullYear()} ${date.getUTCHours()}:${String(date.getUTCMinutes()).padStart(2, '0')}`;
};
const days = fc.date({ min: new Date('2001-01-01'), max: new Date('2089-12-31'), noInvalidDate: true });

test('As soon as one date of a column fits one order only, all of them are read in it, and the plan has the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(days, { minLength: 1, maxLength: 6 }),
      fc.constantFrom<DateOrder>('dmy', 'mdy'),
      async (dates, order) => {
        const all = [...dates, new Date('2025-01-31T09:05:00Z')];
        const iso = await planOf(csvOf(...sheet(...all.map((one) => one.toISOString()))));
        const read = await planOf(csvOf(...sheet(...all.map((one) => spelled(one, order)))));
        const minute = await planOf(csvOf(...sheet(...all.map((one) => `${one.toISOString().slice(0, 16)}Z`))));
        expect(iso.dates).toBeNull();
        expect(read).toMatchObject({ dates: order, digest: minute.digest, rejected: [] });
      },
    ),
    { numRuns: 40 },
  );
});

test('Where no date tells, and where two tell different things, nothing is guessed', async () => {
  await expect(planOf(csvOf(...sheet('2025-01-15 9:05', '3/4/2025 9:05')))).rejects.toThrow(
    'contacts.csv line 4: a date may have the day first or the month, and no other row tells; name the order: --dates dmy or --dates mdy',
  );
  await expect(planOf(csvOf(...sheet('15/4/2025 9:05', '4/15/2025 9:05')))).rejects.toThrow(
    'contacts.csv: dates have the day first in line 2, and the month in line 4; name the order',
  );
  expect(await planOf(csvOf(...sheet('4/4/2025 9:05')))).toMatchObject({ contacts: 2, rejected: [] });
});

test('A file is read once more, twice, only where an order has to be found: ISO dates, and an order that is named, cost nothing', async () => {
  const timesOpened = async (date: string, dates: DateOrder | null): Promise<number> => {
    const inMemory = csvInMemory('contacts.csv', csvOf(...sheet(date)));
    let times = 0;
    const open = () => {
      times += 1;
      return inMemory.open();
    };
    const source = { ...inMemory, open, ...(dates && { dates }) };
    await planFromCsv({ source, rules: RULES, neverMerge: new Map(), profile: externalContacts });
    return times;
  };
  const plain = await timesOpened('2025-04-15 9:05', null);
  expect(await timesOpened('15/4/2025 9:05', 'dmy')).toBe(plain);
  expect(await timesOpened('15/4/2025 9:05', null)).toBe(plain + 2);
});

test('An order that a person names is the one: what does not fit it is rejected', async () => {
  const csv = csvOf(...sheet('3/4/2025 9:05', '4/15/2025 9:05'));
  const source = { ...csvInMemory('contacts.csv', csv), dates: 'dmy' as const };
  const { plan, rejected } = await planFromCsv({
    source,
    rules: RULES,
    neverMerge: new Map(),
    profile: externalContacts,
  });
  expect(plan.clusters.map(({ members }) => members[0]?.updatedAt)).toEqual(['2025-04-03T09:05:00Z']);
  expect(rejected.map(({ line, code }) => [line, code])).toEqual([
    [4, 'time'],
    [5, 'time'],
  ]);
});

test('Both times of the other profile count, and its plan is that of the times in full', async () => {
  const at = (created: string, updated: string) => [
    revuCells({ CREATED_AT: created, UPDATED_AT: updated }),
    revuCells({ REV_USER_ID: 'REVU-2', EXTERNAL_REF: 'user_2', CREATED_AT: created, UPDATED_AT: updated }),
  ];
  const plain = await revuPlanOf(revuCsv(at('2024-12-31 08:00:00.000', '2025-04-03 09:05:00.000')));
  const read = await revuPlanOf(revuCsv(at('31.12.2024 08:00', '03.04.2025 09:05')));
  expect(read).toMatchObject({ dates: 'dmy', plan: plain.plan });
});

test('What is written back knows the order too', async () => {
  const source = csvInMemory('contacts.csv', csvOf(...sheet('15/4/2025 9:05')));
  const csvOut = join(folderWith({}), 'out.csv');
  await preview({
    source,
    profile: externalContacts,
    rules: RULES,
    neverMerge: new Map(),
    out: null,
    csvOut,
    strict: false,
  });
  expect(readFileSync(csvOut, 'utf8')).not.toContain('Rejected');
});

test('A whole number that a spreadsheet has written with a point is one', async () => {
  const read = await planOf(csvOf(row({ Tickets: '12.0' }), row({ 'Display ID': 'REVU-2', Tickets: '3.00' })));
  expect(read.clusters[0]?.members.map(({ tickets }) => tickets)).toEqual([12, 3]);
  expect(await planOf(csvOf(row({ Tickets: '12.000' })))).toMatchObject({ contacts: 0 });
});
