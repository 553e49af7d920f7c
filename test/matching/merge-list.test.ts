import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, expect, test } from 'vitest';
import { KNOWN_EXPORT_COLUMNS } from '../../contacts/profiles/known-exports.ts';
import { readConsentCell, strictestCell } from '../../matching/host/consent-cells.ts';
import { writeMergeList } from '../../matching/host/merge-list.ts';
import { personsOf } from '../../matching/host/persons.ts';
import type { NO_MAP } from '../../matching/host/read-map.ts';
import { labelledContacts } from '../../samples/matching/generate-contacts.ts';
import { csvOf, matched } from './make.ts';

const folder = mkdtempSync(join(tmpdir(), 'merge-list-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HEADER = 'id,first_name,last_name,email,phone,city,tags,note,marketing consent,updated_at';
const crowd = [...labelledContacts({ seed: 7, rows: 400 })].map(({ id, first, last, email, phone, city }) =>
  [id, first, last, email, phone, city, '', '', 'yes', '2024-01-01 10:00'].join(),
);
const KATE = [
  'p1,Katherine,Wolverton,kate@mail.test,+1 202 555 0143,Salem,a;b,=1+1,yes,2024-01-01 10:00',
  'p2,Katherine,Wolverton,kate@mail.test,+1 202 555 0143,,b;c,a longer note,yes,2025-06-01 10:00',
  'p3,Katherine,Wolverton,kate@mail.test,+1 202 555 0143,Dover,,,,2023-01-01 10:00',
  'p4,Katherine,Wolverton,kate@mail.test,+1 202 555 0143,,,,yes,2022-01-01 10:00',
];

async function listOf(
  rows: readonly string[],
  { keep = {}, mostPerMerge = null }: { keep?: (typeof NO_MAP)['keep']; mostPerMerge?: number | null } = {},
): Promise<Record<string, string>[]> {
  const found = await matched(csvOf(HEADER, [...crowd, ...rows]), { keepCells: true });
  const persons = personsOf({ ids: found.ids, clusters: found.match.clusters, previous: null }).of;
  const path = join(folder, 'list.csv');
  const pairs = writeMergeList(path, { found, persons, keep, mostPerMerge });
  const list = parse(readFileSync(path, 'utf8'), { columns: true }) as Record<string, string>[];
  expect(list).toHaveLength(pairs);
  return list.filter(({ person }) => person?.startsWith('p'));
}

test('One row for each pair: whoever says most is kept, with its own values, lists united, and what is missing from the newest', async () => {
  const list = await listOf(KATE);
  expect(list.map(({ primary, duplicate, merge }) => [primary, duplicate, merge])).toEqual([
    ['p1', 'p2', '1'],
    ['p1', 'p3', '1'],
    ['p1', 'p4', '1'],
  ]);
  const [first] = list;
  expect(first).toMatchObject({ city: 'Salem', tags: 'a; b; c', note: "'=1+1", email: 'kate@mail.test' });
  expect(first?.reason).toMatch(/e-mail equal/);
  expect(first).not.toHaveProperty('id');
  expect(statSync(join(folder, 'list.csv')).mode & 0o777).toBe(0o600);
});

test('Rules of the map choose another value', async () => {
  const [first] = await listOf(KATE, { keep: { note: 'longest', city: 'newest', first_name: 'all' } });
  expect(first).toMatchObject({ note: 'a longer note', city: 'Salem', first_name: 'Katherine' });
  const [other] = await listOf(KATE, { keep: { note: 'newest' } });
  expect(other).toMatchObject({ note: 'a longer note' });
});

test('With three rows in one merge at most, the fourth is a merge of its own', async () => {
  expect((await listOf(KATE, { mostPerMerge: 3 })).map(({ merge }) => merge)).toEqual(['1', '1', '2']);
});

test('However an export words its consent, yes or no, the stricter one of the rows is kept', async () => {
  const said = {
    'Fax Opt Out': ['0', '1'],
    'Email Permission': ['yes', 'no'],
    'Email Subscription Status': ['subscribed', 'unsubscribed'],
    'Marketing contact status': ['Marketing contact', 'Non-marketing contact'],
    Newsletter: ['1', '0'],
    'Communication preference': ['yes', 'whatever'],
  };
  const names = Object.keys(said);
  const all = (at: 0 | 1): string =>
    Object.values(said)
      .map((cells) => cells[at])
      .join();
  const persons = [...crowd, KATE[0], KATE[1]].map((row) => `${row},${all(row?.startsWith('p2') ? 1 : 0)}`);
  const found = await matched(csvOf([HEADER, ...names].join(), persons), {
    keepCells: true,
    known: KNOWN_EXPORT_COLUMNS,
  });
  const path = join(folder, 'consent.csv');
  const of = personsOf({ ids: found.ids, clusters: found.match.clusters, previous: null }).of;
  writeMergeList(path, { found, persons: of, keep: {}, mostPerMerge: null });
  const list = parse(readFileSync(path, 'utf8'), { columns: true }) as Record<string, string>[];
  const strict = Object.fromEntries(Object.entries(said).map(([name, cells]) => [name, cells[1]]));
  expect(list.find(({ primary }) => primary === 'p1')).toMatchObject({
    ...strict,
    'Communication preference': 'false',
  });
});

test('A long cell is kept as it was written, and two that differ at their end alone are two', async () => {
  const note = 'x'.repeat(20_000);
  const rows = [0, 1].map((at) => (KATE[at] as string).replace(/=1\+1|a longer note/, `${note}${at}`));
  const [list] = await listOf(rows);
  expect([`${note}0`, `${note}1`]).toContain(list?.note);
});

test('Nobody is opted in by a merge: an unknown value counts as opted out', async () => {
  expect((await listOf(KATE))[0]?.['marketing consent']).toBe('false');
  const said = KATE.map((row, at) => (at === 2 ? row.replace(',,,,2023', ',,,no,2023') : row));
  expect((await listOf(said))[0]?.['marketing consent']).toBe('no');
  const all = [KATE[0] ?? '', KATE[1] ?? ''];
  expect((await listOf(all))[0]?.['marketing consent']).toBe('yes');
});

test.each([
  ['marketing consent', 'yes', 'in'],
  ['marketing consent', 'FALSE', 'out'],
  ['hasOptedOutOfEmail', '1', 'out'],
  ['Email Opt Out', '0', 'in'],
  ['Unsubscribed from all email', 'true', 'out'],
  ['SMSOptOut', '1', 'out'],
  ['Do Not Call', 'no', 'in'],
  ['Marketing contact status', 'Non-marketing contact', 'out'],
  ['Newsletter', 'off', 'out'],
  ['Email opt out', 'granted', 'unknown'],
  ['Opted in / opted out', '1', 'unknown'],
  ['Not subscribed', 'true', 'out'],
  ['Consent withdrawn', '1', 'out'],
  ['opt_in', 'maybe', 'unknown'],
  ['opt_in', '', 'unknown'],
  ['consent', 'Opted-out', 'out'],
] as const)('%s: %j means %s', (header, cell, reading) => {
  expect(readConsentCell(header, cell)).toBe(reading);
});

test('The strictest cell is a word of the column where it has one', () => {
  expect(strictestCell('opt_in', ['Y', ''], ['Y', 'N'])).toBe('N');
  expect(strictestCell('opt_out', ['', 'false'], ['false'])).toBe('true');
  expect(strictestCell('Opted in / opted out', ['1', '0'], ['0', '1'])).toBe('opted out');
});

test.each([
  ['all have one ground', ['Performance of a contract', 'Performance of a contract'], [], 'Performance of a contract'],
  ['one has none', ['Performance of a contract', ''], [], 'Not applicable'],
  ['one has none, and says so', ['Freely given consent from contact', 'None'], [], 'None'],
  ['nobody has one', ['', ''], ['n/a', 'Freely given consent from contact'], 'n/a'],
  [
    'two grounds',
    ['Freely given consent from contact', 'Legitimate interest – existing customer'],
    [],
    'Not applicable',
  ],
  ['one has refused', ['Freely given consent from contact', 'Withdrawn'], ['Not applicable'], 'Withdrawn'],
])('A legal basis stays where %s only if all have it, and is never told as yes or no', (_, cells, seen, kept) => {
  expect(strictestCell("Legal basis for processing contact's data", cells, seen)).toBe(kept);
});

test('The day of a consent is lost with anybody who gave none, that of an opt-out is kept', () => {
  expect(strictestCell('Consent date', ['2024-01-01', ''], [])).toBe('');
  expect(strictestCell('Consent date', ['2024-01-01', '2023-01-01'], [])).toBe('2024-01-01');
  expect(strictestCell('Opt-out date', ['', '2023-01-01'], [])).toBe('2023-01-01');
});
