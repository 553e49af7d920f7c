import { expect, test } from 'vitest';
import { winner } from './make.ts';

const OTHER = { accountName: 'Velocity Global - OTHER' };

test('A contact in a real account wins against one in the "other" account', () => {
  expect(winner({ ...OTHER, externalRef: 'user_a' }, {})).toBe('other-account REVU-2');
});

test('Of two left beside the "other" account the one whose ref is its user id wins', () => {
  const both = { externalRef: 'user_b' };
  expect(winner(OTHER, { ...both, userId: '77' }, { ...both, userId: 'user_b' })).toBe('ref-is-user-id REVU-3');
});
