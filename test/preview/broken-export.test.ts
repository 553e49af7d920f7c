import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { csvOf, row } from '../contacts/make.ts';
import { folderWith, runPreview } from './run-preview.ts';

const OUT = ['--csv', 'contacts.csv', '--out', 'plan.json', '--csv-out', 'out.csv'];
const bad = (ref: string): string[] => row({ 'Display ID': 'REVU-9', 'External Ref': ref, Tickets: 'many' });

test('An export with more rejected rows than 5 % ends with 3, recommends no start, and writes only the rejected rows', () => {
  const cwd = folderWith({ 'contacts.csv': csvOf(row(), row({ 'Display ID': 'REVU-2' }), bad('=cmd()')) });
  const { code, stdout, stderr } = runPreview([...OUT, '--rejected-out', 'rejected.csv'], { cwd });
  expect(code).toBe(3);
  expect(stdout).toContain('Rejected rows: 1\n      1  column ');
  expect(stderr).toBe(
    'Written: rejected.csv\ncontacts.csv: 1 of 3 rows are rejected, more than 5%; correct them or export it again; all of them with --rejected-out FILE, more are allowed with --max-rejected 34%\n',
  );
  expect(readdirSync(cwd).sort()).toEqual(['contacts.csv', 'rejected.csv']);
  expect(statSync(join(cwd, 'rejected.csv')).mode & 0o777).toBe(0o600);
  const lines = readFileSync(join(cwd, 'rejected.csv'), 'utf8').trimEnd().split('\n');
  expect(lines[0]).toMatch(/^Line,Reason,Column,Problem,Email,External Ref,/);
  expect(lines.slice(1)).toEqual([
    expect.stringMatching(/^4,number,Tickets,"is 'many', expected a whole number",ada@example.com,'=cmd\(\),/),
  ]);
  const allowed = runPreview([...OUT, '--max-rejected', '34%'], { cwd });
  expect(allowed).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('Next: npm run start -- --plan plan.json'),
  });
});

test('A header alone ends with 3; a share that is none is wrong usage', () => {
  const cwd = folderWith({ 'contacts.csv': csvOf() });
  const alone = runPreview([...OUT, '--json'], { cwd });
  expect(alone).toMatchObject({ code: 3, stderr: expect.stringContaining('contacts.csv: has a header and no rows') });
  expect(JSON.parse(alone.stdout)).toMatchObject({ broken: { code: 'no-usable-row' }, rejectedGroups: [] });
  expect(readdirSync(cwd)).toEqual(['contacts.csv']);
  expect(runPreview([...OUT, '--max-rejected', '101%'], { cwd })).toMatchObject({
    code: 2,
    stderr: "--max-rejected is '101%', expected a share of the rows such as 5%\n",
  });
});
