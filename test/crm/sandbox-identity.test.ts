import { expect, test } from 'vitest';
import { sandboxCrm } from './sandbox.ts';

test('a token names its organization', async () => {
  const { crm } = await sandboxCrm();
  expect(await crm.identify()).toMatchObject({ org: 'ACME' });
  const foreign = await sandboxCrm({ token: 'sandbox-foreign-token' });
  expect(await foreign.crm.identify()).toMatchObject({ org: 'FOREIGN' });
});

test('an unknown and a revoked token are unauthorized', async () => {
  const { crm } = await sandboxCrm({ token: 'no-such-token' });
  await expect(crm.identify()).rejects.toMatchObject({ kind: 'unauthorized' });
  const known = await sandboxCrm();
  known.sandbox.revokeToken('sandbox-token');
  await expect(known.crm.readContact('REVU-1')).rejects.toMatchObject({ kind: 'unauthorized' });
});

test('fields of tomorrow are no error and stay in the raw bytes', async () => {
  const { crm } = await sandboxCrm({ extraFields: true });
  const reading = await crm.readContact('REVU-1');
  expect(Buffer.from(reading.kind === 'alive' ? reading.contact.raw : []).toString()).toContain('x_field_of_tomorrow');
});
