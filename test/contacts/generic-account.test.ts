import { expect, test } from 'vitest';
import { winner } from './make.ts';

test('A contact in a specific account wins against one in the generic account', () => {
  expect(winner({ accountName: 'Upwork' }, { accountName: 'Upwork - Lumen' })).toBe('generic-account REVU-2');
});

test('An account is generic only if its whole name is, in any case', () => {
  expect(winner({ accountName: 'UPWORK' }, { accountName: 'Upworkers' })).toBe('generic-account REVU-2');
});

test('The generic account loses even where the BI flag and the ticket count point to it', () => {
  const generic = { accountName: 'Upwork', updatedByBi: true, tickets: 9, externalRef: 'user_a' };
  expect(winner(generic, { accountName: 'Upwork - Lumen', externalRef: 'user_a' })).toBe('generic-account REVU-2');
});

test('Contacts that are all in the generic account go on to the next rules', () => {
  expect(winner({ accountName: 'Upwork' }, { accountName: 'Upwork', externalRef: 'user_a' })).toBe('cxp-uid REVU-2');
});
