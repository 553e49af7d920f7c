import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject, test, vi } from 'vitest';
import { KNOWN_EXPORT_COLUMNS } from '../../contacts/profiles/known-exports.ts';
import { COLUMN_KINDS } from '../../matching/columns/kinds.ts';
import { CONTACT_COLUMNS, contactCells, labelledContacts } from '../../samples/matching/generate-contacts.ts';
import { createRandom } from '../../samples/random.ts';
import { parseMatchArgs } from '../../scripts/match/match-args.ts';
import { patience } from '../support/patience.ts';
import { csvOf, matched } from './make.ts';

/** Each starts processes of its own. */
vi.setConfig({ testTimeout: patience(60_000) });

const folder = mkdtempSync(join(tmpdir(), 'match-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  vi.resetConfig();
});

const HEADER = CONTACT_COLUMNS.join();
const people = [...labelledContacts({ seed: 3, rows: 300 })].map((row) => contactCells(row).join());

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function match(...args: string[]): { code: number | null; out: string; err: string } {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  const ended = spawnSync(process.execPath, [join(inject('scripts'), 'match.cjs'), ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
}

test('It says who is one person, and writes for its owner only what it was asked for, the same bytes for rows in any order', () => {
  const csv = file('people.csv', csvOf(HEADER, people));
  const shuffled = file('shuffled.csv', csvOf(HEADER, createRandom(9).shuffle(people)));
  const [one, other, map] = ['one.csv', 'other.csv', 'map.yaml'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const first = match('--csv', csv, '--clusters-out', one, '--map-out', map, '--private');
  expect(first.code).toBe(0);
  expect(first.out).toMatch(/300 rows[\s\S]*Auto band +\d+ groups[\s\S]*Review +\d+ clusters[\s\S]*<- review/);
  expect(first.err).toBe(`Written: ${map}\nWritten: ${one}\n`);
  expect([one, map].map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600]);
  expect(readFileSync(one, 'utf8')).toMatch(/^id,cluster,auto,person,band,probability\nc[^\n]*\n/);

  const second = match('--csv', shuffled, '--clusters-out', other, '--map', map, '--json');
  expect(JSON.parse(second.out)).toMatchObject({
    rows: 300,
    autoClosed: null,
    columns: expect.arrayContaining([expect.objectContaining({ header: 'city', kind: 'city', by: 'map' })]),
  });
  expect(readFileSync(other, 'utf8')).toBe(readFileSync(one, 'utf8'));
});

test('With --private no cell of the file is shown', () => {
  const { out } = match('--csv', file('private.csv', csvOf(HEADER, people)), '--private');
  const words = new Set(out.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  const names = people.flatMap((row) => row.split(',').slice(1, 3)).filter((name) => name.length > 4);
  expect(names.filter((name) => words.has(name.toLowerCase()))).toEqual([]);
});

test.each([
  [[], /Which contacts\?/],
  [['--csv', 'a.csv', '--region', 'Australia'], /--region is 'Australia'/],
  [['--csv', 'a.csv', '--memory', 'much'], /--memory is 'much'/],
  [['--csv', 'a.csv', '--threads', '0'], /--threads is '0', expected a number from 1 to 99/],
  [['--csv', 'a.csv', '--clusters-out', 'a.csv'], /read and written are the same/],
  [['--csv', 'a.csv', '--clusters-out', 'no/b.csv'], /there is no folder/],
] as const)('%j is wrong usage', (args, said) => {
  expect(() => parseMatchArgs([...args])).toThrow(said);
});

test.each([
  [['--csv', 'none.csv'], 3, /none.csv: file not found/],
  [['--csv', 'small.csv', '--memory', '10'], 3, /about \d+ MiB of memory are needed, and 10 are allowed; free some/],
  [
    ['--csv', 'small.csv', '--map', 'kinds.yaml'],
    3,
    /kinds.yaml: columns → name: .*; expected columns with one of id, first_name/,
  ],
  [
    ['--csv', 'small.csv', '--map', 'missing.yaml'],
    3,
    /the mapping names a column that the file lacks: mail; the file has id, name, email/,
  ],
] as const)('%j ends with %i and says why, and nothing is written', (args, code, said) => {
  file('small.csv', csvOf('id,name,email', ['1,Anna Smith,a@x.test']));
  file('kinds.yaml', 'columns:\n  name: surname\n');
  file('missing.yaml', 'mail: email\n');
  const before = readdirSync(folder);
  const ended = match(...args, '--clusters-out', 'out.csv');
  expect(ended.err).toMatch(said);
  expect({ code: ended.code, out: ended.out }).toEqual({ code, out: '' });
  expect(existsSync(join(folder, 'out.csv'))).toBe(false);
  expect(readdirSync(folder)).toEqual(before);
});

test.each([
  [
    'HubSpot',
    'Record ID,First Name,Last Name,Email,Phone Number,Company Name,Lead Status,Create Date',
    'id first_name last_name email phone company other created',
  ],
  [
    'Salesforce',
    'Contact ID,First Name,Last Name,Account Name,Title,Mailing Street,Mailing City,Mailing Zip/Postal Code,Phone,Email,Birthdate',
    'id first_name last_name company other address city postcode phone email date_of_birth',
  ],
  [
    'Google Contacts',
    'First Name,Middle Name,Last Name,Nickname,Birthday,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Value,Address 1 - Street,Organization Name',
    'first_name middle_name last_name other date_of_birth other email phone address company',
  ],
  [
    'Outlook',
    'First Name,Last Name,E-mail Address,E-mail 2 Address,Mobile Phone,Business Phone,Company,Business Street,Business City,Business Country/Region',
    'first_name last_name email email phone phone company address city country',
  ],
  [
    'DevRev',
    'REV_USER_ID,DISPLAY_NAME,EMAIL,EXTERNAL_REF,TICKET_COUNT,CREATED_AT,UPDATED_AT',
    'id full_name email identifier activity created updated',
  ],
  [
    'Podium',
    'contactUid,locationUid,First Name,Last Name,Email,Phone Number',
    'id source first_name last_name email phone',
  ],
])('Columns of an export of %s are known by their headers', async (_, header, kinds) => {
  const cellOf = (name: string, row: number): string => {
    if (/email|E-mail.*(Value|Address)/i.test(name)) return `m${row}@x.test`;
    if (/phone/i.test(name)) return `+1 202 555 01${10 + row}`;
    if (/birth/i.test(name)) return `1980-01-1${row}`;
    if (/id$|ref/i.test(name)) return `A-10${row}`;
    return /name/i.test(name) ? (['Anna', 'Bob', 'Eva'][row % 3] ?? '') : `some ${row}`;
  };
  const rows = [1, 2, 3].map((row) =>
    header
      .split(',')
      .map((name) => (/city/i.test(name) ? 'Salem' : cellOf(name, row)))
      .join(),
  );
  const { mapping } = await matched(csvOf(header, rows), { known: KNOWN_EXPORT_COLUMNS });
  expect(mapping.map(({ kind }) => kind).join(' ')).toBe(kinds);
});

test('Every kind in the table of known exports is one', () => {
  expect(Object.values(KNOWN_EXPORT_COLUMNS).filter((kind) => !COLUMN_KINDS.includes(kind))).toEqual([]);
});

test('Ctrl-C ends it with a word, and nothing is written', async () => {
  const rows = [...labelledContacts({ seed: 4, rows: 20_000 })].map((row) => contactCells(row).join());
  const csv = file('stopped.csv', csvOf(HEADER, rows));
  const before = readdirSync(folder).sort();
  const args = ['--csv', csv, '--clusters-out', join(folder, 'stopped-clusters.csv')];
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  const running = spawn(process.execPath, [join(inject('scripts'), 'match.cjs'), ...args], { cwd: folder, env });
  let err = '';
  running.stderr.on('data', (some: Buffer) => {
    err += String(some);
  });
  await vi.waitUntil(() => openedBy(running.pid).includes(csv), { timeout: patience(30_000), interval: 5 });
  running.kill('SIGINT');
  const [code] = (await once(running, 'close')) as [number | null];
  expect([code, err]).toEqual([130, expect.stringContaining('Stopped: nothing was written')]);
  expect(readdirSync(folder).sort()).toEqual(before);
});

/** Files that a process has open. */
function openedBy(pid: number | undefined): string[] {
  const folderOf = `/proc/${pid}/fd`;
  return readdirSync(folderOf).flatMap((name) => {
    try {
      return [readlinkSync(join(folderOf, name))];
    } catch {
      return [];
    }
  });
}
