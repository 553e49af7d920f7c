import { expect, test } from 'vitest';
import { csvInMemory } from '../../contacts/csv/source.ts';
import { csvOf, HEADER, planOf, row } from './make.ts';

const withHeader = (header: readonly string[]) => planOf(`${header.join(',')}\n`);
const refusal = (header: readonly string[]): Promise<string> =>
  withHeader(header).then(
    () => 'accepted',
    (error: Error) => error.message,
  );

test.each<[string, readonly string[], string[]]>([
  ['missing', HEADER.with(5, 'Display No'), ["no column 'Display ID'; the nearest is 'Display No' in column 6"]],
  ['missing and nothing like it', HEADER.with(13, 'Zzz'), ["no column 'Tickets'"]],
  ['duplicate', HEADER.with(15, 'email'), ["column 'Email' stands more than once: 1, 16"]],
  [
    'two missing',
    HEADER.with(0, 'Mail').toSpliced(13, 1),
    ["no column 'Email'; the nearest is 'Mail' in column 1", "no column 'Tickets'"],
  ],
])('A header with one %s is refused, with a line for each fault', async (_, header, faults) => {
  const lines = (await refusal(header)).split('\n');
  expect(lines).toEqual([
    'contacts.csv line 1: the header does not fit profile external-contacts:',
    ...faults.map((fault) => `  ${fault}`),
  ]);
});

test('No line about a header is longer than 100 characters', async () => {
  const header = HEADER.map((name) => `${name} ${'of the customer '.repeat(20)}`);
  for (const line of (await refusal(header)).split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});

test('Order, case, blanks around names, the empty column and columns that nobody reads do not matter', async () => {
  const cells = row({ 'Display ID': 'REVU-9', Tickets: '4', 'Devrev Account Name': 'Acme' });
  const plain = await planOf(csvOf(cells, row({ 'External Ref': 'user_1' })));
  const order = HEADER.map((_, at) => at)
    .filter((at) => HEADER[at] !== '')
    .reverse();
  const header = order.map((at) => ` ${(HEADER[at] ?? '').toUpperCase()} `);
  const moved = [cells, row({ 'External Ref': 'user_1' })].map((one) => order.map((at) => one[at] ?? ''));
  const text = [[...header, 'Owner', ''], ...moved.map((one) => [...one, 'x', 'y'])]
    .map((one) => one.join(','))
    .join('\n');
  const read = await planOf(text);
  expect(read.digest).toBe(plain.digest);
  expect(read.extraColumns).toEqual(["'Owner'"]);
});

test.each([
  ['HubSpot', 'Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Create Date'],
  ['Google Contacts', 'First Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value'],
  ['Salesforce', 'Id,IsDeleted,MasterRecordId,AccountId,LastName,FirstName,Email,SystemModstamp'],
  ['Zendesk', 'id,url,name,email,time_zone,phone,organization_id,role,ticket_restriction'],
])('An export of %s is told what this reads', async (system, header) => {
  expect(await refusal(header.split(','))).toBe(
    `contacts.csv line 1: is an export of ${system}; this reads exports of profile external-contacts and revu-user: see docs/contacts-csv.md`,
  );
});

test('Action and Strategy may be absent', async () => {
  const rows = [HEADER, row()].map((cells) => cells.slice(0, 14).join(','));
  expect(await planOf(rows.join('\n'))).toMatchObject({ rows: 1, contacts: 1 });
});

test('Strategy alone may be absent', async () => {
  const rows = [HEADER, row({ Action: 'Main' })].map((cells) => cells.slice(0, 15).join(','));
  expect((await planOf(rows.join('\n'))).actions.hasActions).toBe(true);
});

test('A file without a header does not show what its first row says', async () => {
  const message = await refusal(row({ Email: 'ada@example.com', 'Devrev Account Name': 'Emailia Tickets of Berlin' }));
  expect(message).toContain("no column 'Email'");
  expect(message).not.toMatch(/ada@|Emailia/);
});

test('A source in memory can be read twice', async () => {
  const source = csvInMemory('contacts.csv', 'text');
  for (let round = 0; round < 2; round++) {
    for await (const chunk of source.open()) expect(Buffer.from(chunk).toString()).toBe('text');
  }
});
