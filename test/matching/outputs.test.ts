import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject, test, vi } from 'vitest';
import { CONTACT_COLUMNS, contactCells, labelledContacts } from '../../samples/matching/generate-contacts.ts';
import { parseMatchArgs } from '../../scripts/match/match-args.ts';
import { patience } from '../support/patience.ts';
import { csvOf } from './make.ts';

vi.setConfig({ testTimeout: patience(60_000) });

const folder = mkdtempSync(join(tmpdir(), 'match-outputs-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  vi.resetConfig();
});

const KATE = 'Katherine,Wolverton,1971-05-06,katherine.wolverton@mail.test,+1 202 555 0143,,77 Birch Street,Salem';
const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);
put(
  'contacts.csv',
  csvOf(CONTACT_COLUMNS.join(), [
    ...[...labelledContacts({ seed: 7, rows: 300 })].map((row) => contactCells(row).join()),
    `p1,${KATE}`,
    `p2,${KATE}`,
    `p3,${KATE}`,
  ]),
);

function match(...args: string[]): { code: number | null; out: string; err: string } {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  const command = [join(inject('scripts'), 'match.cjs'), '--csv', 'contacts.csv', ...args];
  const ended = spawnSync(process.execPath, command, { cwd: folder, env, encoding: 'utf8' });
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
}

test('All that it writes is there for its owner only; hashes of decisions are filled in, and persons keep their ids', () => {
  put('decisions.csv', 'a,b,word\np1,p3,never\np1,nobody,merge\n');
  put('before.csv', 'id,person\np1,kate\np2,kate\n');
  const out = ['--clusters-out', 'clusters.csv', '--model-out', 'model.json', '--html-out', 'match.html'];
  const merges = ['--merge-list', 'merges.csv', '--max-per-merge', '3'];
  const ended = match('--decisions', 'decisions.csv', '--previous', 'before.csv', ...out, ...merges);
  const written = ['clusters.csv', 'model.json', 'merges.csv', 'match.html', 'decisions.csv'];
  expect(ended).toMatchObject({ code: 0, err: written.map((name) => `Written: ${name}\n`).join('') });
  for (const name of written.slice(0, 4)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  expect(ended.out).toMatch(/Decisions +0 that two rows are one person, 1 that they are two, 0 that it is not known\n/);
  expect(ended.out).toMatch(/2 hashes filled in\n +1 decision names a row that the file lacks\n/);
  expect(ended.out).toMatch(/Persons +since the last run: [01] kept, [01] grown, \d split, \d united, \d+ new, 0 gone/);
  expect(readFileSync(join(folder, 'decisions.csv'), 'utf8')).toMatch(
    /^a,b,word,hash_a,hash_b\np1,p3,never,[0-9a-f]{32},[0-9a-f]{32}\np1,nobody,merge,,\n$/,
  );
  const persons = readFileSync(join(folder, 'clusters.csv'), 'utf8').split('\n');
  expect(persons.filter((line) => line.split(',')[3] === 'kate').length).toBeGreaterThan(0);
  expect(readFileSync(join(folder, 'match.html'), 'utf8')).toContain('<h2 id="histogram-title">');
});

test('Decisions that cannot be read, and a model of another version, end with a word, and nothing is written', () => {
  put('wrong.csv', 'a,b,word\np1,p2,same\n');
  put('other.json', '{"version":9}');
  const before = readdirSync(folder);
  expect(match('--decisions', 'wrong.csv', '--clusters-out', 'no.csv')).toMatchObject({
    code: 3,
    out: '',
    err: expect.stringMatching(/^wrong\.csv line 2: the word is 'same'/),
  });
  expect(match('--model', 'other.json', '--clusters-out', 'no.csv')).toMatchObject({
    code: 3,
    out: '',
    err: expect.stringMatching(/^other\.json: is a model of version 9, and this program reads version 2/),
  });
  expect(readdirSync(folder)).toEqual(before);
});

test.each([
  [['--csv', 'a.csv', '--max-per-merge', '3'], /--max-per-merge is for a merge list/],
  [['--csv', 'a.csv', '--merge-list', 'b.csv', '--max-per-merge', '1'], /expected a number from 2 on/],
  [['--csv', 'a.csv', '--decisions', 'b.csv', '--merge-list', 'b.csv'], /read and written are the same/],
] as const)('%j is wrong usage', (args, said) => {
  expect(() => parseMatchArgs([...args])).toThrow(said);
});

test('The persons of the last run may be followed by those of this one in one file', () => {
  expect(parseMatchArgs(['--csv', 'a.csv', '--previous', 'b.csv', '--clusters-out', 'b.csv'])?.previous).toBe('b.csv');
});
