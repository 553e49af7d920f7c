import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject, test, vi } from 'vitest';
import { CONTACT_COLUMNS, contactCells, labelledContacts } from '../../samples/matching/generate-contacts.ts';
import type { Explained } from '../../scripts/match/explain-two.ts';
import { explainTwo } from '../../scripts/match/explain-two.ts';
import { explainedText } from '../../scripts/match/explained-text.ts';
import { parseExplainArgs } from '../../scripts/plan/explain-args.ts';
import { patience } from '../support/patience.ts';
import { csvOf, matched } from './make.ts';

vi.setConfig({ testTimeout: patience(60_000) });

const folder = mkdtempSync(join(tmpdir(), 'explain-rows-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  vi.resetConfig();
});

const csv = csvOf(CONTACT_COLUMNS.join(), [
  ...[...labelledContacts({ seed: 7, rows: 400 })].map((row) => contactCells(row).join()),
  'p1,Katherine,Wolverton,1971-05-06,katherine.wolverton@mail.test,+1 202 555 0143,,77 Birch Street,Salem',
  'p2,Kate,Wolverton,1971-05-06,kwolv@post.test,202 555 0143,,77 Birch St,Salem',
  'p3,Peter,Wolverton,1941-02-27,peter@one.test,202 555 0143,,77 Birch Street,Salem',
]);
const contacts = join(folder, 'contacts.csv');
writeFileSync(contacts, csv);

function run(verb: string, ...args: string[]): { code: number | null; out: string; err: string } {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  const command = [join(inject('scripts'), `${verb}.cjs`), ...args];
  const ended = spawnSync(process.execPath, command, { cwd: folder, env, encoding: 'utf8' });
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
}

test('Two rows are explained step by step with both values, by a stored model as by the file itself', () => {
  const model = join(folder, 'model.json');
  expect(run('match', '--csv', contacts, '--model-out', model).code).toBe(0);
  const text = run('explain', 'p1', 'p2', '--csv', contacts);
  expect(text.code).toBe(0);
  expect(text.out).toMatch(/^p1 and p2\n {2}first name: Katherine \| Kate\n/);
  expect(text.out).toMatch(/two contacts picked at random +-\d+\.\d bits\n/);
  expect(text.out).toMatch(/first name: an initial or a part of the other +\+\d+\.\d bits\n/);
  expect(text.out).toMatch(/sum: one person with .* % +\+\d+\.\d bits\n/);
  expect(text.out).toMatch(/Compared by: .*phone/);
  const [own, stored] = [[], ['--model', model]].map(
    (more) =>
      JSON.parse(run('explain', 'p1', 'p2', '--csv', contacts, '--json', ...more).out) as { pairs: Explained[] },
  );
  expect(stored).toEqual(own);
  for (const { steps, weight } of own?.pairs ?? []) expect(steps.reduce((sum, { bits }) => sum + bits, 0)).toBe(weight);
});

test('Two equal rows are said to be equal, with all that they have; a row is not explained by itself', () => {
  const equal = join(folder, 'equal.csv');
  writeFileSync(equal, csv.replace(/^p3.*$/m, (csv.match(/^p1.*$/m)?.[0] ?? '').replace('p1', 'p3')));
  const { out } = run('explain', 'p1', 'p3', '--csv', equal);
  expect(out).toContain('They are equal in all that is compared');
  expect(out).toContain(
    'email: katherine.wolverton@mail.test | katherine.wolverton@mail.test'.replace('email', 'e-mail'),
  );
  expect(run('explain', 'p1', 'p1', '--csv', equal)).toMatchObject({ code: 2, out: '' });
});

test('With a model, one row alone is explained with each two of its cluster', () => {
  const model = join(folder, 'model.json');
  const { out } = run('explain', 'p2', '--csv', contacts, '--model', model);
  expect(out).toMatch(/^p1 and p2\n/);
});

test('It says why two are not together, and which rule keeps two out of the auto band', async () => {
  const found = await matched(csv, { keepCells: true });
  const of = (a: string, b: string): Explained => explainTwo(found, found.ids.indexOf(a), found.ids.indexOf(b));
  const apart = explainedText(of('p1', 'p3'), { isNot: true });
  expect(apart).toMatch(/^p1 and p3\nNot together: .*more likely two people than one, by \d/);
  expect(apart).toContain('one home or firm explains these');
  expect(of('p1', 'p3')).toMatchObject({ band: null, notAuto: 'first-names' });
  const source = await matched(
    csv.replaceAll('Salem', 'x').replace(/\n/g, ',a\n').replace(',a\n', ',system\n').replace(/,a\n$/, ',b\n'),
    {
      sourceColumn: 'system',
    },
  );
  const [one, other] = ['p1', 'p2'].map((id) => source.ids.indexOf(id));
  expect(explainedText(explainTwo(source, one ?? 0, other ?? 0), { isNot: true })).toContain(
    'Not together: p1 and p2 are kept apart: they come from one source',
  );
});

test('A row that the file lacks is told', () => {
  const { code, err } = run('explain', 'p1', 'nobody', '--csv', contacts);
  expect({ code, err }).toEqual({
    code: 3,
    err: "contacts.csv: has no row with the id 'nobody'; copy it from the file\n",
  });
});

test.each([
  [['p1', 'p2', 'p3', '--csv', 'a.csv'], /Expected the ids of two rows/],
  [['p1', '--csv', 'a.csv', '--not'], /--not is about two rows/],
  [['p1', '--model', 'model.json'], /--model is about rows of a file: expected --csv FILE/],
] as const)('%j is wrong usage', (args, said) => {
  expect(() => parseExplainArgs([...args])).toThrow(said);
});
