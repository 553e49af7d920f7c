import { expect, test } from 'vitest';
import { csvInMemory } from '../../contacts/csv/source.ts';
import { HEADER, planOf, row } from './make.ts';

const START = 'contacts.csv line 1: the header does not fit profile external-contacts: ';
const withHeader = (header: readonly string[]) => planOf(`${header.join(',')}\n`);

test.each<[string, readonly string[], string]>([
  ['missing', HEADER.with(5, 'Display Id'), "missing 'Display ID'; unknown 'Display Id' in column 6"],
  ['duplicate', HEADER.with(15, 'Email'), "duplicate 'Email' in columns 1 and 16"],
  ['unknown', [...HEADER, 'Extra'], "unknown 'Extra' in column 17"],
  ['misplaced', HEADER.with(0, 'Tickets').with(13, 'Email'), "column 1 is 'Tickets', expected 'Email'"],
  ['missing blank', HEADER.toSpliced(11, 1), 'missing the blank header of column 12'],
  ['second blank', [...HEADER, ''], 'duplicate (blank) in columns 12 and 17'],
])('A %s header is refused by name', async (_, header, problem) => {
  await expect(withHeader(header)).rejects.toThrow(`${START}${problem}; expected Email, External Ref,`);
});

test('Action and Strategy may be absent', async () => {
  const rows = [HEADER, row()].map((cells) => cells.slice(0, 14).join(','));
  expect(await planOf(rows.join('\n'))).toMatchObject({ rows: 1, contacts: 1 });
});

test('Strategy alone may be absent', async () => {
  const rows = [HEADER, row({ Action: 'Main' })].map((cells) => cells.slice(0, 15).join(','));
  expect((await planOf(rows.join('\n'))).actions.hasActions).toBe(true);
});

test('A sheet separated by semicolons is told so', async () => {
  await expect(planOf(HEADER.join(';'))).rejects.toThrow("the columns are separated by ';', expected commas");
});

test('A file without a header does not show what its first row says', async () => {
  const message = await planOf(row({ Email: 'ada@example.com' }).join(',')).then(
    () => 'accepted',
    (error: Error) => error.message,
  );
  expect(message).toContain('unknown (15 characters long) in column 1');
  expect(message).not.toContain('ada@');
});

test('A source in memory can be read twice', async () => {
  const source = csvInMemory('contacts.csv', 'text');
  for (let round = 0; round < 2; round++) {
    for await (const chunk of source.open()) expect(Buffer.from(chunk).toString()).toBe('text');
  }
});
