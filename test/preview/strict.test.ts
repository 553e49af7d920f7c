import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { csvOf, row } from '../contacts/make.ts';
import { folderWith, runPreview } from './run-preview.ts';

const files = { 'contacts.csv': csvOf(row(), row({ Tickets: 'abc' })) };
const args = ['--csv', 'contacts.csv', '--out', 'plan.json', '--csv-out', 'out.csv'];

test('With --strict a rejected row is shown, exits 3, and nothing is written', () => {
  const cwd = folderWith(files);
  const { code, stdout, stderr } = runPreview([...args, '--strict'], { cwd });
  expect(code).toBe(3);
  expect(stdout).toContain("contacts.csv line 3: column 'Tickets' is 'abc', expected a whole number");
  expect(stderr).toContain('--strict allows none, so nothing was written');
  expect(readdirSync(cwd)).toEqual(['contacts.csv']);
});

test('Without --strict it exits 0', () => {
  const others = Array.from({ length: 19 }, (_, at) => row({ 'Display ID': `REVU-${at + 1}` }));
  const cwd = folderWith({ 'contacts.csv': csvOf(...others, row({ Tickets: 'abc' })) });
  expect(runPreview(args, { cwd }).code).toBe(0);
  expect(readdirSync(cwd).sort()).toEqual(['contacts.csv', 'out.csv', 'plan.json', 'plan.rows.json']);
});
