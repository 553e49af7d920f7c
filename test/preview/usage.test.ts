import { expect, test } from 'vitest';
import { csvOf, row } from '../contacts/make.ts';
import { folderWith, runPreview } from './run-preview.ts';

test('--help explains every option and exits 0', () => {
  const { code, stdout } = runPreview(['--help']);
  expect(code).toBe(0);
  for (const flag of ['csv', 'profile', 'rules', 'never-merge', 'out', 'csv-out', 'strict', 'json', 'help']) {
    expect(stdout).toMatch(new RegExp(`^ {2}--${flag}\\b`, 'm'));
  }
});

test.each<[string[], string]>([
  [['--limit', '3'], "Unknown option '--limit'"],
  [['plan.json'], "Unexpected argument 'plan.json'"],
  [[], 'No CSV to preview: name it with --csv FILE or CSV_INPUT_PATH'],
  [['--csv', 'a.csv', '--profile', 'revu'], "No profile 'revu', expected one of: external-contacts"],
  [['--csv', 'a.csv', '--out', './a.csv'], 'Two of --csv, --out and --csv-out are the same file'],
  [['--csv', 'a.csv', '--out', 'none/plan.json'], 'there is no folder'],
])('The command line %j exits 2 and says why', (args, message) => {
  const { code, stdout, stderr } = runPreview(args, { cwd: folderWith({}) });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});

test('A setting that cannot be read exits 2 and is named', () => {
  const { code, stderr } = runPreview(['--csv', 'a.csv'], { env: { DEVREV_RATE_LIMIT: 'fast' } });
  expect(code).toBe(2);
  expect(stderr).toContain("DEVREV_RATE_LIMIT is 'fast', expected");
});

test('The CSV and the output default to CSV_INPUT_PATH and CSV_OUTPUT_PATH, also from .env', () => {
  const cwd = folderWith({
    'contacts.csv': csvOf(row()),
    '.env': 'CSV_INPUT_PATH=contacts.csv\nCSV_OUTPUT_PATH=out.csv\n',
  });
  const { code, stdout, stderr } = runPreview([], { cwd });
  expect(code).toBe(0);
  expect(stdout).toContain('contacts.csv: 1 row, 1 contact, 0 rows rejected');
  expect(stderr).toMatch(/^Written: .*out\.csv$/m);
});
