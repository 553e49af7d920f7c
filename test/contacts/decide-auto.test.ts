import { expect, test } from 'vitest';
import { contacts, onlyCluster } from './make.ts';

test('A clear winner within one account is decided automatically, with the rule as the reason', () => {
  const cluster = onlyCluster({ contacts: contacts({ externalRef: 'crm-1' }, { externalRef: 'user_1' }) });
  expect(cluster).toMatchObject({
    decision: 'auto',
    strategy: 'cxp-uid',
    primary: 'REVU-2',
    duplicates: ['REVU-1'],
    reason: "REVU-2 is the only one left whose external ref starts with 'user_'",
  });
});

test('The accounts that rules 1 and 2 excluded do not count', () => {
  const cluster = onlyCluster({
    contacts: contacts(
      { accountId: 'ACC-9', accountName: 'Upwork' },
      { accountId: 'ACC-8', accountName: 'Velocity Global - OTHER' },
      { externalRef: 'user_1' },
      {},
    ),
  });
  expect(cluster).toMatchObject({ decision: 'auto', strategy: 'cxp-uid', primary: 'REVU-3' });
});

test('Ten members are still decided automatically', () => {
  const others = Array.from({ length: 9 }, () => ({}));
  expect(onlyCluster({ contacts: contacts({ externalRef: 'user_1' }, ...others) }).decision).toBe('auto');
});
