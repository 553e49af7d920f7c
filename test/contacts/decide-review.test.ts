import { expect, test } from 'vitest';
import { contacts, onlyCluster } from './make.ts';

test('Contacts in two accounts go to review', () => {
  const cluster = onlyCluster({
    contacts: contacts({ externalRef: 'user_1' }, { accountId: 'ACC-2', accountName: 'Beta' }),
  });
  expect(cluster).toMatchObject({ decision: 'review', strategy: 'cxp-uid', reason: '2 accounts: Acme | Beta' });
});

test('Contacts without an account go to review', () => {
  const cluster = onlyCluster({ contacts: contacts({ externalRef: 'user_1', accountId: '' }, { accountId: '' }) });
  expect(cluster).toMatchObject({ decision: 'review', reason: 'no account for REVU-1, REVU-2' });
});

test('Contacts that only the date or the id tells apart go to review', () => {
  const cluster = onlyCluster({ contacts: contacts({}, {}) });
  expect(cluster).toMatchObject({
    decision: 'review',
    strategy: 'newest-then-lowest-id',
    reason: 'no rule but the date or the id tells them apart',
  });
});

test('More than ten members go to review', () => {
  const others = Array.from({ length: 10 }, () => ({}));
  const cluster = onlyCluster({ contacts: contacts({ externalRef: 'user_1' }, ...others) });
  expect(cluster).toMatchObject({ decision: 'review', reason: '11 members, more than 10' });
});

test('Every reason for a review is named', () => {
  const cluster = onlyCluster({ contacts: contacts({}, { accountId: 'ACC-2', accountName: 'Beta' }) });
  expect(cluster.reason).toBe('2 accounts: Acme | Beta; no rule but the date or the id tells them apart');
});
