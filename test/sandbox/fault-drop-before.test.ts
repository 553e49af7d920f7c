import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('Drop-before cuts the connection and applies nothing.', async () => {
  const { sandbox, merge } = await practice();
  sandbox.addFault({ on: 'rev-users.merge', do: 'drop-before' });
  await expect(merge('REVU-1', 'REVU-2')).rejects.toThrow();
  await sandbox.settled();
  expect(sandbox.effects()).toEqual([]);
  expect(sandbox.faultsApplied()).toMatchObject([{ kind: 'drop-before', applied: false }]);
  expect(sandbox.requests()).toHaveLength(1);
});
