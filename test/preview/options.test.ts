import { expect, test } from 'vitest';
import { csvOf, row } from '../contacts/make.ts';
import { folderWith, runPreview } from './run-preview.ts';

const pair = csvOf(row({ 'External Ref': 'user_1', Action: 'Main' }), row({ 'Display ID': 'REVU-2', Action: 'Merge' }));

test('A never-merge pair blocks a cluster of the two', () => {
  const cwd = folderWith({ 'contacts.csv': pair, 'never.csv': 'contact_a,contact_b\nREVU-1,REVU-2\n' });
  const { stdout } = runPreview(['--csv', 'contacts.csv', '--never-merge', 'never.csv', '--json'], { cwd });
  expect(JSON.parse(stdout)).toMatchObject({ clusters: { auto: 0, review: 0, blocked: 1 }, unknownNeverMerge: [] });
});

test('A never-merge pair with a contact that is not in the CSV is named', () => {
  const cwd = folderWith({ 'contacts.csv': pair, 'never.csv': 'contact_a,contact_b\nREVU-1,REVU-22\n' });
  const { stdout } = runPreview(['--csv', 'contacts.csv', '--never-merge', 'never.csv'], { cwd });
  expect(stdout).toContain('REVU-22 is in a never-merge pair and not in the CSV');
});

test('Rules of another file are used in place of the default ones', () => {
  const rules = `generic_accounts: []\nother_accounts: []\nbot_names: []\ncxp_prefix: user_\nleave_out_emails: ['*@example.com']\n`;
  const cwd = folderWith({ 'contacts.csv': pair, 'rules.yaml': rules });
  const { stdout } = runPreview(['--csv', 'contacts.csv', '--rules', 'rules.yaml'], { cwd });
  expect(stdout).toContain("Left out by '*@example.com': 2 contacts, 1 e-mail");
});

test('The clusters that agree with the Action column are counted, the others named', () => {
  const other = csvOf(
    row({ Email: 'bob@example.com', 'Display ID': 'REVU-3', Action: 'Merge' }),
    row({ Email: 'bob@example.com', 'Display ID': 'REVU-4', Action: 'Main' }),
  );
  const cwd = folderWith({ 'contacts.csv': pair + other.slice(other.indexOf('\n') + 1) });
  const { stdout } = runPreview(['--csv', 'contacts.csv'], { cwd });
  expect(stdout).toMatch(
    /^Action column: it agrees with 1 cluster, and not with 1, to be looked at:\n {2}[0-9a-f]{32}$/m,
  );
});
