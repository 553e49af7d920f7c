import fc from 'fast-check';
import { expect, test } from 'vitest';
import { externalContacts } from '../../contacts/profiles/external-contacts.ts';
import { choosePrimary } from '../../contacts/strategies/choose-primary.ts';
import { contactArbitrary } from './arbitrary.ts';
import { RULES, winner } from './make.ts';

test('The contact that was updated last wins', () => {
  expect(winner({ updatedAt: '2025-01-01T00:00:00Z' }, { updatedAt: '2025-01-01T00:01:00Z' })).toBe(
    'newest-then-lowest-id REVU-2',
  );
});

test('A contact without a date is the oldest', () => {
  expect(winner({ updatedAt: '' }, {})).toBe('newest-then-lowest-id REVU-2');
});

test('Of equal ones the lowest id wins, counted as a number', () => {
  expect(winner({ id: 'REVU-10' }, { id: 'REVU-9' })).toBe('newest-then-lowest-id REVU-9');
});

test('The order is total: any contacts have one winner, whatever their order', () => {
  const { strategies } = externalContacts;
  fc.assert(
    fc.property(
      fc.uniqueArray(contactArbitrary(), { minLength: 1, maxLength: 8, selector: ({ id }) => id }),
      (members) => {
        const forwards = choosePrimary({ members, strategies, rules: RULES });
        const backwards = choosePrimary({ members: members.toReversed(), strategies, rules: RULES });
        expect(backwards.primary.id).toBe(forwards.primary.id);
        expect(backwards.strategy).toBe(forwards.strategy);
      },
    ),
  );
});
