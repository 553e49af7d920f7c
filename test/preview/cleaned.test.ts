import { expect, test } from 'vitest';
import { csvOf, row } from '../contacts/make.ts';
import { folderWith, runPreview } from './run-preview.ts';

const rows = [row(), row({ Email: 'mailto:a\u200bda@example.com', 'Display ID': 'REVU-2' })];
const files = { 'contacts.csv': csvOf(...rows) };

test('E-mails that were cleaned are counted and listed by line, without the e-mails', () => {
  const { code, stdout } = runPreview(['--csv', 'contacts.csv'], { cwd: folderWith(files) });
  expect(code).toBe(0);
  expect(stdout).toContain(
    'E-mails cleaned: 1; what only that brings together is for review\n  contacts.csv line 3: invisible characters, mailto:\n',
  );
  expect(stdout).not.toContain('@example.com');
});

test('--json lists them too', () => {
  const { stdout } = runPreview(['--csv', 'contacts.csv', '--json'], { cwd: folderWith(files) });
  expect(JSON.parse(stdout)).toMatchObject({
    cleaned: [{ line: 3, removed: ['invisible characters', 'mailto:'] }],
    clusters: { auto: 0, review: 1 },
  });
});
