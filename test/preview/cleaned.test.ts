import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { loadPlan } from '../../scripts/plan/load-plan.ts';
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

test('start --csv says the same of them, in the same words', async () => {
  const folder = folderWith(files);
  const { stdout } = runPreview(['--csv', 'contacts.csv'], { cwd: folder });
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const csv = {
    path: join(folder, 'contacts.csv'),
    profile: null,
    rules: 'rules.default.yaml',
    neverMerge: null,
    strict: false,
  };
  await loadPlan({ csv });
  const words = said.mock.calls.map(([text]) => String(text)).join('');
  said.mockRestore();
  expect(words).toMatch(/^E-mails cleaned: 1;/);
  expect(stdout).toContain(words);
});
