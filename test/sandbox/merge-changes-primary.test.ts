import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A merge changes the primary in a field that no document names, and its modified date.', async () => {
  const { sandbox, merge, post } = await practice();
  const before = (await post('rev-users.get', { id: 'REVU-1' })).body.rev_user;
  await merge('REVU-1', 'REVU-2');
  await sandbox.settled();
  const after = (await post('rev-users.get', { id: 'REVU-1' })).body.rev_user;
  expect(after).toEqual({ ...before, description: 'Merged from REVU-2.', modified_date: expect.any(String) });
  expect(after.modified_date).not.toBe(before.modified_date);
});
