import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
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

test('With --match whom a decision keeps apart stay apart, also where an e-mail would unite them, and no hash is filled in', () => {
  const users = [
    'REV_USER_ID,DISPLAY_NAME,EMAIL,EXTERNAL_REF,FULL_NAME,CREATED_AT,UPDATED_AT,TICKET_COUNT',
    ...[1, 2, 3, 4].map((at) => {
      const email = at < 3 ? 'ada@example.com' : 'ida.wolverton@example.com';
      const id = `don:identity:dvrv-us-1:devo/PRACTICE:revu/${at}`;
      return `${id},Ada,${email},${at % 2 ? `user_${at}` : `REVU-${at}`},Ada Wolverton,2024-06-25 07:36:00.000,2025-06-07 12:56:00.000,0`;
    }),
  ];
  const decisions = 'a,b,word,hash_a,hash_b\nREVU-1,REVU-2,never,,\n';
  const cwd = folderWith({ 'contacts.csv': `${users.join('\n')}\n`, 'decisions.csv': decisions });
  const args = ['--csv', 'contacts.csv', '--match', '--decisions', 'decisions.csv', '--out', 'plan.json'];
  const { code, stdout } = runPreview([...args, '--json'], { cwd });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ clusters: { auto: 1, review: 0, blocked: 1 } });
  const { clusters } = JSON.parse(readFileSync(join(cwd, 'plan.json'), 'utf8')) as Plan;
  const decided = clusters.map(({ decision, members }) => [decision, ...members.map(({ id }) => id)].join(' ')).sort();
  expect(decided).toEqual(['auto REVU-3 REVU-4', 'blocked REVU-1 REVU-2']);
  expect(readFileSync(join(cwd, 'decisions.csv'), 'utf8')).toBe(decisions);
});
