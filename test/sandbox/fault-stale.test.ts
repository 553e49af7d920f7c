import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('Stale lists show the state before the last merge for as many reads as asked, while the contact is up to date.', async () => {
  const { sandbox, merge, post, reported } = await practice();
  sandbox.addFault({ on: 'works.list', times: 2, do: 'stale' });
  expect(await reported('REVU-1')).toEqual(['TKT-1', 'TKT-2']);
  await merge('REVU-1', 'REVU-2');
  await sandbox.settled();
  expect((await post('rev-users.get', { id: 'REVU-2' })).status).toBe(404);
  expect(await reported('REVU-2')).toEqual(['TKT-2', 'TKT-3', 'TKT-4']);
  expect(await reported('REVU-1')).toEqual(['TKT-1', 'TKT-2']);
  expect(await reported('REVU-2')).toEqual([]);
  expect(sandbox.faultsApplied()).toHaveLength(2);
});

test('A stale contact is alive for one read, while the lists are up to date.', async () => {
  const { sandbox, merge, post, reported } = await practice();
  sandbox.addFault({ on: 'rev-users.get', do: 'stale' });
  await merge('REVU-1', 'REVU-2');
  await sandbox.settled();
  expect(await reported('REVU-2')).toEqual([]);
  expect((await post('rev-users.get', { id: 'REVU-2' })).body.rev_user.state).toBe('active');
  expect((await post('rev-users.get', { id: 'REVU-2' })).status).toBe(404);
});
