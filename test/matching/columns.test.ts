import { expect, test } from 'vitest';
import { headerWords, kindByHeader } from '../../matching/columns/by-header.ts';
import { NO_MAP } from '../../matching/host/read-map.ts';
import { csvOf, matched } from './make.ts';

test.each([
  ['First Name', 'first_name'],
  ['GivenName', 'first_name'],
  ['LAST_NAME', 'last_name'],
  ['surname', 'last_name'],
  ['Full Name', 'full_name'],
  ['E-mail 1 - Value', 'email'],
  ['Mobile Phone', 'phone'],
  ['Phone 1 - Type', 'other'],
  ['Date of Birth', 'date_of_birth'],
  ['Zip/Postal Code', 'postcode'],
  ['Mailing Country', 'country'],
  ['State', 'state'],
  ['Company name', 'company'],
  ['suburb', 'city'],
  ['Street Address', 'address'],
  ['soc_sec_id', 'identifier'],
  ['Opted out of email', 'consent'],
  ['Fax Opt Out', 'consent'],
  ['SMSOptOut', 'consent'],
  ['Email Permission', 'consent'],
  ['Email Subscription Status', 'consent'],
  ['Unsubscribed from all email', 'consent'],
  ['Marketing contact status', 'consent'],
  ['Newsletter', 'consent'],
  ['Communication preference', 'consent'],
  ['Opt out state', 'consent'],
  ['DoNotCall', 'consent'],
  ['Do not mail', 'consent'],
  ['Accepts Email Marketing', 'consent'],
  ["Legal basis for processing contact's data", 'consent'],
  ['Description', 'other'],
  ['Language preference', 'other'],
  ['Subscriber ID', 'identifier'],
  ['Contact', 'full_name'],
  ['Contact name', 'full_name'],
  ["What the person's friends said", null],
  ['Last modified', 'updated'],
  ['Create Date', 'created'],
  ['Fax', 'other'],
  ['Record ID', 'id'],
  ['wibble', null],
])('a column %s is taken for %s', (header, kind) => {
  expect(kindByHeader(header)).toBe(kind);
});

test('A header is read as words, however it is written', () => {
  expect(['FirstName', 'first_name', 'First-Name'].map(headerWords)).toEqual([
    'first name',
    'first name',
    'first name',
  ]);
});

const people = csvOf('id,First Name,Last Name,Email', ['1,Anna,Smith,a@x.test', '2,Bob,Jones,b@x.test']);

test('Cells overrule a header that cannot be true', async () => {
  const csv = csvOf('id,name,phone,contact', ['1,Anna Smith,none,a@x.test', '2,Bob Jones,none,b@x.test']);
  const { mapping } = await matched(csv);
  expect(mapping.map(({ kind, by }) => [kind, by])).toEqual([
    ['id', 'header'],
    ['full_name', 'header'],
    ['other', 'nothing'],
    ['email', 'values'],
  ]);
});

test('A column of addresses is none of consent, whatever its header says of it', async () => {
  const csv = csvOf('id,name,Newsletter email', ['1,Anna Smith,a@x.test', '2,Bob Jones,b@x.test']);
  expect((await matched(csv)).mapping[2]).toMatchObject({ kind: 'email', by: 'values' });
});

test('A person’s mapping goes before everything, and a known program’s headers before the words', async () => {
  const { mapping } = await matched(people, {
    map: { ...NO_MAP, columns: { Email: 'other' } },
    known: { 'Last Name': 'company', Email: 'phone' },
  });
  expect(mapping.map(({ kind, by }) => [kind, by])).toEqual([
    ['id', 'header'],
    ['first_name', 'header'],
    ['company', 'known'],
    ['other', 'map'],
  ]);
});

test('What a column looks like does not depend on the order of rows', async () => {
  const rows = Array.from({ length: 50 }, (_, at) => `${at},Name${at % 7},Sur${at % 5},m${at % 9}@x.test`);
  const [one, other] = await Promise.all(
    [rows, rows.toReversed()].map((some) => matched(csvOf('id,first name,last name,mail', some))),
  );
  expect(one?.mapping).toEqual(
    other?.mapping.map((column) => ({ ...column, facts: { ...column.facts, samples: expect.any(Array) } })),
  );
});

test.each([
  ['a file without rows', 'id,first name,email\n', /has a header and no rows/],
  ['an empty file', '', /is empty/],
  [
    'no column that says who it is',
    csvOf('id,colour', ['1,red', '2,blue']),
    /looked for first_name.*found id \(id\), colour \(other\)/,
  ],
  [
    'one id on two rows',
    csvOf('id,name,email', ['1,Anna,a@x.test', '2,Bob,b@x.test', '1,Eva,e@x.test']),
    /line 4: the id in column 'id' is that of line 2/,
  ],
  ['a row without an id', csvOf('id,name,email', ['1,Anna,a@x.test', ',Bob,b@x.test']), /line 3: column 'id' is empty/],
  ['two columns of one name', csvOf('id,email,email', ['1,a@x.test,b@x.test']), /columns 2 and 3 have one name/],
])('%s is refused with a word', async (_, csv, message) => {
  await expect(matched(csv)).rejects.toThrow(message);
});

test('A mapping that names a column that is not there is refused, with those that are', async () => {
  const map = { ...NO_MAP, columns: { Mail: 'email' as const }, never: ['Account'] };
  await expect(matched(people, { map })).rejects.toThrow(
    /names columns that the file lacks: Mail, Account; the file has id, First Name/,
  );
});

test('A mapping that takes two columns for one thing is refused with both; two that are found are not', async () => {
  const csv = csvOf('id,First Name,Given Name,Last Name,Email', [
    '1,Anna,Anne,Smith,a@x.test',
    '2,Bob,,Jones,b@x.test',
  ]);
  const columns = { 'First Name': 'first_name', 'Given Name': 'first_name' } as const;
  await expect(matched(csv, { map: { ...NO_MAP, columns } })).rejects.toThrow(
    /takes two columns for first_name, of which a row has one: First Name and Given Name; leave first_name to one/,
  );
  const { mapping } = await matched(csv);
  expect(mapping.map(({ kind }) => kind)).toEqual(['id', 'first_name', 'other', 'last_name', 'email']);
  const emails = { 'Given Name': 'email', Email: 'email' } as const;
  await expect(matched(csv, { map: { ...NO_MAP, columns: emails } })).resolves.toBeDefined();
});
