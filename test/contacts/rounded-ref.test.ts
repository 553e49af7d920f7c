import { expect, test } from 'vitest';
import { contacts, onlyCluster } from './make.ts';

const ROUNDED = '1.23457E+15';

test('Two references that a spreadsheet rounded to the same are no evidence, and a person must look', () => {
  const cluster = onlyCluster({
    contacts: contacts({ externalRef: ROUNDED, updatedByBi: true, tickets: 3 }, { externalRef: ROUNDED }),
  });
  expect(cluster).toMatchObject({ decision: 'review', strategy: 'newest-then-lowest-id' });
  expect(cluster.reason).toContain(`a spreadsheet rounded the external refs of REVU-1, REVU-2 to ${ROUNDED}`);
  const whole = onlyCluster({
    contacts: contacts({ externalRef: '1234567', updatedByBi: true, tickets: 3 }, { externalRef: '1234567' }),
  });
  expect(whole).toMatchObject({ decision: 'auto', strategy: 'bi-tickets' });
});

test('A reference and a user id that were rounded to the same do not choose the primary', () => {
  const cluster = onlyCluster({
    contacts: contacts({ externalRef: 'crm-1' }, { externalRef: ROUNDED, userId: ROUNDED }),
  });
  expect(cluster).toMatchObject({ decision: 'review', primary: 'REVU-1' });
  expect(cluster.reason).toContain(`rounded the external ref and the user id of REVU-2 to ${ROUNDED}`);
});

test.each(['1E5', '1.5e+9', '1,23457E+15', '-1.2E-3'])('%s was rounded, whatever else decides', (ref) => {
  const cluster = onlyCluster({
    contacts: contacts({ externalRef: 'user_1' }, { externalRef: ref }, { externalRef: ref }),
  });
  expect(cluster).toMatchObject({ decision: 'review', strategy: 'cxp-uid', primary: 'REVU-1' });
});
