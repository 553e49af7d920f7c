import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Contact } from '../../contacts/contact.ts';
import { DEFAULT_SHORT_NAMES } from '../../contacts/names/default-short-names.ts';
import type { PlanCluster } from '../../contacts/plan.ts';
import { parsePlan } from '../../contacts/planning/parse-plan.ts';
import { planText, withDigest } from '../../contacts/planning/plan-text.ts';
import { DEFAULT_ROLE_ADDRESSES } from '../../contacts/rules/default-role-addresses.ts';
import { parseRules, type Rules } from '../../contacts/rules/rules.ts';
import { contacts, onlyCluster, RULES } from './make.ts';
import { revuCells, revuCluster, revuCsv, revuPlanOf } from './revu-user.ts';

const RULES_TEXT = readFileSync(new URL('../../rules.default.yaml', import.meta.url), 'utf8');
const ROLE = 'several people may share the address: it is a role, a program or nobody (role_addresses in the rules)';

/** DevRev's own contact, then users: else all is clear. */
async function planned(...people: Record<string, string>[]): Promise<PlanCluster> {
  const rows = people.map((cells, at) => {
    const id = { REV_USER_ID: `REVU-${at + 1}`, EXTERNAL_REF: at === 0 ? 'REVU-1' : `user_${at}` };
    return revuCells({ ...id, DISPLAY_NAME: '', ...cells });
  });
  const { plan } = await revuPlanOf(revuCsv(rows));
  const [cluster] = plan.clusters;
  if (cluster === undefined || plan.clusters.length > 1) throw new Error('Expected one cluster');
  return cluster;
}

/** What the rule of `external-contacts` is sure of, at an address. */
function atAddress(email: string, rules: Rules = RULES): PlanCluster {
  const people: Partial<Contact>[] = [{ email, externalRef: 'user_1' }, { email }];
  return onlyCluster({ contacts: contacts(...people), rules });
}

test('A couple at one mailbox goes to review, with both names in the reason', async () => {
  const couple = await planned({ FULL_NAME: 'Ada Lund' }, { FULL_NAME: 'Ben Lund' });
  expect(couple).toMatchObject({
    decision: 'review',
    reason: 'the names differ: Ada Lund (REVU-1), Ben Lund (REVU-2)',
  });
});

test('A reception desk of three goes to review, also where the one that is kept has no name', async () => {
  const desk = await planned({ FULL_NAME: '' }, { FULL_NAME: 'Kim Berg' }, { FULL_NAME: '', DISPLAY_NAME: 'Lea' });
  expect(desk).toMatchObject({ decision: 'review', reason: 'the names differ: Kim Berg (REVU-2), Lea (REVU-3)' });
});

test('Spellings of one name, handles and missing names leave the decision to the rules', async () => {
  const spellings = ['Robert Müller', 'MULLER, Bob', 'Mueller', '', 'ada'];
  const cluster = await planned(...spellings.map((FULL_NAME) => ({ FULL_NAME })));
  expect(cluster.decision).toBe('auto');
});

test('A long or hostile name stands in the reason cut short', () => {
  const cluster = revuCluster({ externalRef: 'REVU-1', name: 'A'.repeat(500) }, { externalRef: 'user_1', name: 'B' });
  expect(cluster.reason).toBe(`the names differ: ${'A'.repeat(39)}… (REVU-1), B (REVU-2)`);
});

test("The plan keeps everybody's name, for a person to look at, and is read back", async () => {
  const [couple, person] = [
    await planned({ FULL_NAME: 'Ada Lund' }, { FULL_NAME: 'Ben Lund' }),
    await planned({ FULL_NAME: 'Ada Lund' }, { FULL_NAME: '' }),
  ];
  expect(couple.members.map(({ name }) => name)).toEqual(['Ada Lund', 'Ben Lund']);
  expect(person.members.map(({ name }) => name)).toEqual(['Ada Lund', undefined]);
  const plan = withDigest({ clusters: [couple], crm: 'devrev', profile: 'revu-user' });
  expect(parsePlan([...planText(plan)].join(''))).toEqual(plan);
});

test.each([
  ...['postmaster', 'mailer-daemon', 'do-not-reply', 'info', 'sales', 'support', 'marketing', 'abuse', 'security'],
  ...['webmaster', 'hostmaster', 'admin', 'office', 'billing', 'hello', 'contact', 'helpdesk', 'reception', 'jobs'],
  ...['Support', 'support2', 'support+eu', 'no.reply', 'customer_service', 'test', 'unknown'],
])('%s@ may be several people or none: its contacts go to review', (mailbox) => {
  expect(atAddress(`${mailbox.toLowerCase()}@acme.test`)).toMatchObject({ decision: 'review', reason: ROLE });
});

test.each(['ada@acme.test', 'infoline.ada@acme.test', 'supporter@acme.test', 'ada.info@acme.test', '+1@acme.test'])(
  '%s may be one person',
  (email) => {
    expect(atAddress(email).decision).toBe('auto');
  },
);

test('A rules file has its own list of such addresses, with patterns for whole ones', () => {
  const rules = parseRules(`${withoutLists()}role_addresses: [desk, '*@lists.acme.test']\n`, 'rules.yaml');
  const decision = (email: string): string => atAddress(email, rules).decision;
  expect(['desk-2@acme.test', 'ada@lists.acme.test', 'support@acme.test'].map(decision)).toEqual([
    'review',
    'review',
    'auto',
  ]);
});

test('A rules file has its own list of short names', () => {
  const cluster = (text: string): string => {
    const rules = parseRules(withoutLists() + text, 'rules.yaml');
    const people = contacts({ name: 'Zed Stone', externalRef: 'user_1' }, { name: 'Zachary Stone' });
    return onlyCluster({ contacts: people, rules }).decision;
  };
  expect(['', 'short_names: [[Zachary, Zed]]\n'].map(cluster)).toEqual(['review', 'auto']);
});

test.each<[string, string]>([
  ['short_names: [[Bob]]', "'short_names[0]' has fewer than two names"],
  ['short_names: [Bob, Robert]', "'short_names[0]' is text, expected a list of a name and its short forms"],
  ['role_addresses: support', "'role_addresses' is text, expected a list of mailboxes such as 'support'"],
])('The rules "%s" are refused with what was expected', (text, problem) => {
  expect(() => parseRules(`${withoutLists()}${text}\n`, 'rules.yaml')).toThrow(problem);
});

test('Rules of before, without the two lists, use those that the default rules show', () => {
  const { role_addresses, short_names } = parse(RULES_TEXT) as Record<string, unknown>;
  expect(role_addresses).toEqual(DEFAULT_ROLE_ADDRESSES);
  expect(short_names).toEqual(DEFAULT_SHORT_NAMES);
  const old = parseRules(withoutLists(), 'rules.yaml');
  expect(atAddress('support@acme.test', old).decision).toBe('review');
  expect(old.shortNames).toEqual(RULES.shortNames);
});

/** As rules files were before. */
function withoutLists(): string {
  return 'generic_accounts: []\nother_accounts: []\nbot_names: []\ncxp_prefix: user_\nleave_out_emails: []\n';
}
