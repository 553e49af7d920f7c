import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { csvOf, HEADER, row } from '../contacts/make.ts';
import { folderWith, runPreview } from './run-preview.ts';

const OUT = ['--out', 'plan.json', '--csv-out', 'out.csv'];
const HINT = "save it as 'CSV UTF-8 (comma delimited)'";

test.each<[string, string | Uint8Array, string]>([
  [
    'no CSV',
    '{"a":1}',
    'contacts.csv line 1, column 1: the cell that starts here has a quote inside; put the whole cell in quotes, and write a quote inside it twice',
  ],
  [
    'another header',
    HEADER.with(0, 'Mail').join(','),
    "profile external-contacts:\n  no column 'Email'; the nearest is 'Mail' in column 1\n",
  ],
  [
    'bad UTF-8',
    Buffer.from(csvOf(row({ 'External Ref': 'Zo\xeb' })), 'latin1'),
    `contacts.csv line 2, column 19: is not valid UTF-8; ${HINT}`,
  ],
  [
    'an open quote',
    `${csvOf(row())}"a,b\n`,
    'contacts.csv line 3, column 1: a quote opens here and is not closed; close it',
  ],
  ['nothing', '', 'contacts.csv: is empty, expected a CSV with a header line'],
])('A file with %s exits 3 and writes nothing', (_, content, message) => {
  const cwd = folderWith({ 'contacts.csv': content });
  const { code, stdout, stderr } = runPreview(['--csv', 'contacts.csv', ...OUT], { cwd });
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toContain(message);
  for (const line of stderr.trim().split('\n')) expect(line.length).toBeLessThanOrEqual(200);
  expect(readdirSync(cwd)).toEqual(['contacts.csv']);
});

test('A missing file exits 3', () => {
  const { code, stderr } = runPreview(['--csv', 'none.csv'], { cwd: folderWith({}) });
  expect(code).toBe(3);
  expect(stderr).toBe('none.csv: file not found (none.csv)\n');
});

test.each([
  ['--rules', 'rules.yaml: is missing, expected a mapping'],
  ['--never-merge', 'rules.yaml: is empty, expected a CSV with a header line'],
])('An unusable file for %s exits 3', (flag, message) => {
  const cwd = folderWith({ 'contacts.csv': csvOf(row()), 'rules.yaml': '' });
  const { code, stderr } = runPreview(['--csv', 'contacts.csv', flag, 'rules.yaml'], { cwd });
  expect(code).toBe(3);
  expect(stderr).toContain(message);
});
