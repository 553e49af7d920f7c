import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { csvOf, HEADER, row } from '../contacts/make.ts';
import { folderWith, runPreview } from './run-preview.ts';

const ROWS = [row({ 'Devrev Account Name': 'Müller' }), row({ 'Display ID': 'REVU-2', 'External Ref': 'user_1' })];

test('A semicolon file in UTF-16 below titles is read as it comes, that is said, and what is written back has its separator', () => {
  const text = [['Kontakte vom 29.11.'], [...HEADER, 'Owner'], ...ROWS.map((one) => [...one, 'me'])];
  const sheet = Buffer.from(`\uFEFF${text.map((cells) => cells.join(';')).join('\r\n')}`, 'utf16le');
  const cwd = folderWith({ 'sheet.csv': sheet, 'plain.csv': csvOf(...ROWS) });
  const args = ['--csv', 'sheet.csv', '--out', 'sheet.json', '--csv-out', 'out.csv'];
  const { code, stdout } = runPreview(args, { cwd });
  expect(code).toBe(0);
  expect(stdout).toContain(
    "sheet.csv: 2 rows, 2 contacts, 0 rows rejected\nRead as semicolon-separated UTF-16, 1 title line before the header\nColumns that nobody reads: 'Owner'\n",
  );
  const plain = runPreview(['--csv', 'plain.csv', '--out', 'plain.json', '--json'], { cwd });
  expect(JSON.parse(plain.stdout)).toMatchObject({ readAs: 'comma-separated UTF-8', extraColumns: [] });
  const read = (name: string): string => readFileSync(join(cwd, name), 'utf8');
  expect(read('sheet.json')).toBe(read('plain.json'));
  expect(read('out.csv')).toMatch(/^Email;External Ref;.*\nada@example\.com;.*;Merge;cxp-uid;me\n/);
});

test('An encoding that has no sign of its own is named; another name is wrong usage', () => {
  const cwd = folderWith({ 'contacts.csv': Buffer.from(csvOf(...ROWS), 'latin1') });
  const named = runPreview(['--csv', 'contacts.csv', '--encoding', 'Windows-1252'], { cwd });
  expect(named).toMatchObject({ code: 0, stdout: expect.stringContaining('Read as comma-separated Windows-1252\n') });
  expect(runPreview(['--csv', 'contacts.csv', '--encoding', 'latin'], { cwd })).toMatchObject({
    code: 2,
    stderr: "--encoding is 'latin', expected one of: utf-8, utf-16le, utf-16be, windows-1252\n",
  });
});
