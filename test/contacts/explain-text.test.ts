import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Contact } from '../../contacts/contact.ts';
import { explainCluster } from '../../contacts/explain/explain.ts';
import { explainLines } from '../../contacts/explain/text.ts';
import { externalContacts } from '../../contacts/profiles/external-contacts.ts';
import { revuUser } from '../../contacts/profiles/revu-user.ts';
import { parseRules } from '../../contacts/rules/rules.ts';
import { columnsOf } from '../../contacts/words/wrap-text.ts';
import { contacts, onlyCluster, RULES } from './make.ts';
import { revuCells, revuCsv, revuPlanOf } from './revu-user.ts';

function textOf(overrides: Partial<Contact>[], { rules = RULES, width = 80 } = {}): string {
  const cluster = onlyCluster({ contacts: contacts(...overrides) });
  const lines = explainLines(explainCluster({ cluster, profile: externalContacts, rules }), width);
  return lines.map(({ text }) => text).join('\n');
}

test('after the rules come the decision with each of its reasons, and what would be lost of each duplicate', () => {
  const text = textOf([
    { accountId: '', updatedAt: '2025-02-02T00:00:00Z' },
    { accountId: '', externalRef: 'crm-7', modifiedBy: 'Ada', tickets: 12 },
    { accountId: '', tickets: 1 },
  ]);
  expect(text).toContain(
    `Decision: review, a person must look
  REVU-1 is kept; REVU-2 and REVU-3 are to be merged into it.
  - no account for REVU-1, REVU-2, REVU-3
  - no rule but the date or the id tells them apart
`,
  );
  expect(text.split('What would be lost')[1]).toContain(
    `  REVU-2: its 12 tickets move to REVU-1
    external ref  'crm-7' (REVU-1: none)
    modified by   'Ada' (REVU-1: none)
    updated at    '2025-01-01T00:00:00Z' (REVU-1: '2025-02-02T00:00:00Z')

  REVU-3: its ticket moves to REVU-1
    updated at  '2025-01-01T00:00:00Z' (REVU-1: '2025-02-02T00:00:00Z')`,
  );
});

test('a value that the primary has, be it in another field, is not lost', () => {
  const text = textOf([{ externalRef: 'user_7' }, { userId: 'user_7' }]);
  expect(text).toMatch(/ {2}REVU-2: no tickets in the CSV\n {4}nothing: all that the CSV says of it is on REVU-1 too$/);
});

test('rules that choose another than the plan does are said to be other rules', () => {
  const members = [{ accountName: 'Upwork' }, { accountName: 'Velocity Global - OTHER', accountId: 'ACC-1' }];
  const other = `generic_accounts: []\nother_accounts: [Velocity Global - OTHER]\nbot_names: []\ncxp_prefix: user_\nleave_out_emails: []\n`;
  const sentence =
    /plan was made with other rules: it keeps REVU-2 by\s+'generic-account', and\s+these would keep REVU-1 by\s+'other-account'/;
  expect(textOf(members)).not.toContain('other rules');
  expect(textOf(members, { rules: parseRules(other, 'rules.yaml') })).toMatch(sentence);
});

test('of a blocked cluster it says what would have been kept', () => {
  const cluster = onlyCluster({
    contacts: contacts({ externalRef: 'user_1' }, {}),
    neverMerge: [{ a: 'REVU-1', b: 'REVU-2', reason: 'twins' }],
  });
  const lines = explainLines(explainCluster({ cluster, profile: externalContacts, rules: RULES }), 80);
  expect(lines.map(({ text }) => text).join('\n')).toContain(
    `Decision: blocked, it may not be merged
  Were it not, REVU-1 would be kept and REVU-2 merged into it.
  - REVU-1 and REVU-2 may never be merged (twins)`,
  );
});

test('no text of a CSV moves the cursor or turns the direction of writing', () => {
  const text = textOf([{ accountName: 'Acme\x1b[2J\x07' }, { externalRef: 'user_\u202e1', modifiedBy: '\x9b1A' }]);
  expect(text).toContain("account name 'Acme\\u{1b}[2J\\u{7}'");
  expect(text).toContain("external ref 'user_\\u{202e}1'");
  expect(text).not.toMatch(/[^\P{C}\n]/u);
});

test('no line is wider than the terminal, whatever the values are', () => {
  const value = fc
    .string({ unit: 'grapheme', maxLength: 120 })
    .filter((text) => !text.includes('\0') && !text.includes('\x1f'));
  const member = fc.record({ accountName: value, externalRef: value, modifiedBy: value });
  fc.assert(
    fc.property(
      fc.array(member, { minLength: 2, maxLength: 4 }),
      fc.integer({ min: 60, max: 120 }),
      (members, width) => {
        for (const line of textOf(members, { width }).split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(width);
      },
    ),
    { numRuns: 60 },
  );
});

test('where the profile hands a reference over, it says whose, and what it takes the place of', async () => {
  const rows = [
    revuCells({ REV_USER_ID: 'REVU-1', EXTERNAL_REF: 'REVU-1' }),
    revuCells({ REV_USER_ID: 'REVU-2', EXTERNAL_REF: 'user_2' }),
  ];
  const [cluster] = (await revuPlanOf(revuCsv(rows))).plan.clusters;
  if (cluster === undefined) throw new Error('No cluster');
  const lines = explainLines(explainCluster({ cluster, profile: revuUser, rules: RULES }), 120);
  expect(lines.map(({ text }) => text).join(' ')).toMatch(
    /What is handed over +Once all are merged, REVU-1 gets the external reference 'user_2' of REVU-2, in place of 'REVU-1'\.$/,
  );
});
