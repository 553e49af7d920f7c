import { expect, test } from 'vitest';
import type { Contact } from '../../contacts/contact.ts';
import { explainCluster } from '../../contacts/explain/explain.ts';
import { outcomeText } from '../../contacts/explain/text.ts';
import { externalContacts } from '../../contacts/profiles/external-contacts.ts';
import { contacts, onlyCluster, RULES } from './make.ts';

/** Rule by rule: what it compared, who stays, and the outcome in words. */
function explained(...overrides: Partial<Contact>[]): Record<string, string[]> {
  const cluster = onlyCluster({ contacts: contacts(...overrides) });
  const { rules, chosen } = explainCluster({ cluster, profile: externalContacts, rules: RULES });
  return Object.fromEntries(
    rules.map((rule) => [
      rule.rule,
      [
        ...rule.members.map(({ id, stays, values }) => `${id} ${stays ? 'stays' : 'goes'} ${JSON.stringify(values)}`),
        outcomeText(rule, chosen.primary),
      ],
    ]),
  );
}

test('a rule that leaves one decided, those before it passed on or were skipped, those after it were not asked', () => {
  const rules = explained(
    { accountName: 'Upwork' },
    { externalRef: 'user_1', modifiedBy: 'DevRev Bot' },
    { externalRef: 'user_2' },
  );
  expect(rules).toEqual({
    'generic-account': [
      'REVU-1 goes {"accountName":"Upwork"}',
      'REVU-2 stays {"accountName":"Acme"}',
      'REVU-3 stays {"accountName":"Acme"}',
      'Passed on to the next rule: REVU-2 and REVU-3 stay, REVU-1 goes.',
    ],
    'other-account': [
      'REVU-2 stays {"accountName":"Acme"}',
      'REVU-3 stays {"accountName":"Acme"}',
      'Skipped: it would keep all 2, so it cannot tell them apart.',
    ],
    'cxp-uid': [
      'REVU-2 stays {"externalRef":"user_1"}',
      'REVU-3 stays {"externalRef":"user_2"}',
      'Skipped: it would keep all 2, so it cannot tell them apart.',
    ],
    'ref-is-user-id': [
      'REVU-2 stays {"externalRef":"user_1","userId":""}',
      'REVU-3 stays {"externalRef":"user_2","userId":""}',
      'Skipped: it would keep none of the 2, so it cannot tell them apart.',
    ],
    'not-bot': [
      'REVU-2 goes {"modifiedBy":"DevRev Bot"}',
      'REVU-3 stays {"modifiedBy":""}',
      'Decided: REVU-3 is the only one left that was not last amended by a bot (DevRev Bot).',
    ],
    'bi-tickets': ['Not asked: REVU-3 was chosen before.'],
    'newest-then-lowest-id': ['Not asked: REVU-3 was chosen before.'],
  });
});

test('only what a rule really looked at is shown: flag and tickets count among contacts with one external ref alone', () => {
  const one = explained({ externalRef: 'a', updatedByBi: true }, { externalRef: 'a', tickets: 3 });
  expect(one['bi-tickets']).toEqual([
    'REVU-1 stays {"externalRef":"a","updatedByBi":true,"tickets":0}',
    'REVU-2 goes {"externalRef":"a","updatedByBi":false,"tickets":3}',
    'Decided: REVU-1 is the only one left after the BI flag and the ticket count, among contacts with the same external ref.',
  ]);
  const two = explained({ externalRef: 'a', updatedByBi: true }, { externalRef: 'b', tickets: 3 });
  expect(two['bi-tickets']?.[0]).toBe('REVU-1 stays {"externalRef":"a"}');
  expect(two['newest-then-lowest-id']?.at(-1)).toMatch(/^Decided: REVU-1 is the only one left after the newest date/);
});
