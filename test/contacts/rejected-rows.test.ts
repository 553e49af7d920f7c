import { expect, test } from 'vitest';
import { rejectedRowText } from '../../contacts/csv/rejected-row.ts';
import { csvOf, planOf, row } from './make.ts';

async function rejection(bad: string[]): Promise<string> {
  const { rejected, contacts } = await planOf(csvOf(row({ 'Display ID': 'REVU-7' }), bad));
  expect(contacts).toBe(1);
  expect(rejected).toHaveLength(1);
  return rejected.map((one) => rejectedRowText('contacts.csv', one)).join();
}

test.each<[Record<string, string>, string]>([
  [{ Tickets: 'abc' }, "column 'Tickets' is 'abc', expected a whole number"],
  [{ Tickets: '-3' }, "column 'Tickets' is '-3', expected a whole number"],
  [{ Tickets: '1.5' }, "column 'Tickets' is '1.5', expected a whole number"],
  [{ Tickets: '' }, "column 'Tickets' is empty, expected a whole number"],
  [{ Tickets: '1e3' }, "column 'Tickets' is '1e3', expected a whole number"],
  [{ Tickets: '9'.repeat(30) }, "column 'Tickets' is 30 characters long, expected a whole number"],
  [{ Email: `${'a'.repeat(288)}@example.com` }, "column 'Email' is 300 characters long, expected at most 254"],
  [{ Email: 'n/a' }, "column 'Email' is 3 characters long and no e-mail address"],
  [{ Email: 'a b@example.com' }, "column 'Email' is 15 characters long and no e-mail address"],
  [{ 'Display ID': '' }, "column 'Display ID' is empty, expected an id such as REVU-123"],
  [{ 'Display ID': 'user_5' }, "column 'Display ID' is 'user_5', expected an id such as REVU-123"],
  [{ 'Display ID': 'REVU-05' }, "column 'Display ID' is 'REVU-05', expected an id such as REVU-123"],
  [{ 'Updated by BI service': 'yes' }, "column 'Updated by BI service' is 'yes', expected TRUE or FALSE"],
  [
    { 'Updated At': '30.02.2025 9:05' },
    "column 'Updated At' is '30.02.2025 9:05', expected a time in UTC such as 2025-01-15 9:05",
  ],
  [{ 'External Ref': 'x'.repeat(1001) }, "column 'External Ref' is 1001 characters long, expected at most 1000"],
  [{ 'Devrev Account Name': 'a\0b' }, "column 'Devrev Account Name' has a control character inside, expected text"],
])('A row with %j is rejected with line, column and reason', async (cells, reason) => {
  expect(await rejection(row(cells))).toBe(`contacts.csv line 3: ${reason}`);
});

test('A row with too few columns is rejected', async () => {
  expect(await rejection(row().slice(0, 9))).toBe('contacts.csv line 3: has 9 columns, expected 16');
});

test('A row with too many columns is rejected', async () => {
  expect(await rejection([...row(), ''])).toBe('contacts.csv line 3: has 17 columns, expected 16');
});

test('A value that may be personal is told by its length only', async () => {
  expect(await rejection(row({ Tickets: 'ada@example.com' }))).not.toContain('ada');
  expect(await rejection(row({ 'Display ID': 'Ada Lovelace' }))).not.toContain('Ada');
});

test('Every rejected row is listed', async () => {
  const bad = Array.from({ length: 30 }, () => row({ Tickets: 'abc' }));
  const { rejected, rows } = await planOf(csvOf(...bad));
  expect(rejected.map(({ line }) => line)).toEqual(bad.map((_, at) => at + 2));
  expect(rows).toBe(30);
});
