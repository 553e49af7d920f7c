import { expect, test } from 'vitest';
import { externalContacts } from '../../contacts/profiles/external-contacts.ts';
import { choosePrimary } from '../../contacts/strategies/choose-primary.ts';
import { contacts, RULES } from './make.ts';

test('Every rule that was asked is reported with what it kept, up to the one that decided', () => {
  const members = contacts(
    { accountName: 'Upwork' },
    { externalRef: 'user_1', modifiedBy: 'DevRev Bot' },
    { externalRef: 'user_2' },
  );
  const { steps } = choosePrimary({ members, strategies: externalContacts.strategies, rules: RULES });
  expect(steps.map(({ rule, outcome, left }) => [rule, outcome, left.map(({ id }) => id).join(' ')])).toEqual([
    ['generic-account', 'narrowed', 'REVU-2 REVU-3'],
    ['other-account', 'would keep all', 'REVU-2 REVU-3'],
    ['cxp-uid', 'would keep all', 'REVU-2 REVU-3'],
    ['ref-is-user-id', 'would keep none', 'REVU-2 REVU-3'],
    ['not-bot', 'decided', 'REVU-3'],
  ]);
});
