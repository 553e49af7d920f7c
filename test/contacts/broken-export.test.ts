import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokenExport } from '../../contacts/planning/broken-export.ts';
import { rejectedGroups } from '../../contacts/planning/rejected-groups.ts';
import { rejectedText } from '../../contacts/preview/rejected-text.ts';
import { csvOf, planOf, row } from './make.ts';

const good = (at: number): string[] => row({ 'Display ID': `REVU-${at}`, Email: `p${at}@example.com` });
const goods = (n: number): string[][] => Array.from({ length: n }, (_, at) => good(at + 1));
const FOOTER = [['Total', '99'], ['Generated on 29.11.2026']];

test('A file of a header alone, and one whose rows are all rejected, are broken', async () => {
  expect(brokenExport(await planOf(csvOf()))).toEqual({ code: 'no-usable-row', values: { rows: 0 } });
  const bad = goods(3).map((cells) => cells.slice(1));
  expect(brokenExport(await planOf(csvOf(...bad)))).toEqual({ code: 'no-usable-row', values: { rows: 3 } });
});

test('Exactly the share that is allowed is not broken', async () => {
  const one = row({ 'Display ID': 'REVU-900', Tickets: 'many' });
  expect(brokenExport(await planOf(csvOf(...goods(19), one)))).toBeNull();
  expect(brokenExport(await planOf(csvOf(...goods(18), one)))).toMatchObject({ values: { rows: 19, rejected: 1 } });
});

test('More than the share that is allowed, and not one row less, is broken', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 20 }), async (usable, bad) => {
      const rejected = Array.from({ length: bad }, (_, at) =>
        row({ 'Display ID': `REVU-${900 + at}`, Tickets: 'many' }),
      );
      const found = brokenExport(await planOf(csvOf(...goods(usable), ...rejected)));
      expect(found !== null).toBe(bad > (usable + bad) * 0.05);
    }),
    { numRuns: 60 },
  );
});

test('What stands below the last row is a footer and does not count; a row of somebody, or twenty-one lines, is none', async () => {
  const read = await planOf(`${csvOf(...goods(10))}${FOOTER.map((cells) => cells.join(',')).join('\n')}\n`);
  expect(read).toMatchObject({ rows: 12, contacts: 10, footer: 2 });
  expect(brokenExport(read)).toBeNull();
  expect(rejectedGroups(read.rejected, read.footer)).toEqual([
    { code: 'footer', column: null, rows: 2, lines: [12, 13] },
  ]);
  const cut = await planOf(csvOf(...goods(10), row({ 'Display ID': '', Email: 'ada@example.com' })));
  expect(cut.footer).toBe(0);
  const many = await planOf(`${csvOf(...goods(10))}${'Total,1\n'.repeat(21)}`);
  expect(many).toMatchObject({ footer: 0 });
  expect(brokenExport(many)).toMatchObject({ code: 'too-many-rejected' });
});

test('Rejected rows are grouped by reason, the largest group first, with the first lines of each', async () => {
  const bad = [
    row({ 'Updated At': 'soon' }),
    ...Array.from({ length: 5 }, () => row({ Tickets: 'many' })),
    row().slice(0, 9),
    good(50),
  ];
  const { rejected, footer } = await planOf(`${csvOf(...bad)}Total\n`);
  expect(rejectedText('contacts.csv', { rejected, footer })).toEqual([
    'Rejected rows: 8; all of them: --rejected-out FILE',
    "      5  column 'Tickets': not a whole number",
    "  contacts.csv line 3: column 'Tickets' is 'many', expected a whole number",
    "  contacts.csv line 4: column 'Tickets' is 'many', expected a whole number",
    "  contacts.csv line 5: column 'Tickets' is 'many', expected a whole number",
    '  … and 2 more',
    "      1  column 'Updated At': no time that can be read",
    "  contacts.csv line 2: column 'Updated At' is 'soon', expected a time in UTC such as 2025-01-15 9:05",
    '      1  not as many columns as the header',
    '  contacts.csv line 8: has 9 columns, expected 16',
    '      1  footer: below the last row, about nobody',
    '  contacts.csv line 10: has 1 column, expected 16',
  ]);
});
