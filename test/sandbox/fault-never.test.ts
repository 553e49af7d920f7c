import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A merge or update that is never applied is answered as if it were.', async () => {
  const { sandbox, merge, post } = await practice();
  sandbox.addFault({ on: ['rev-users.merge', 'rev-users.update'], times: 2, do: 'never' });
  expect((await merge('REVU-1', 'REVU-2')).body).toEqual({});
  const update = await post('rev-users.update', { id: 'REVU-1', description: 'x' });
  expect([update.status, update.body.rev_user.description]).toEqual([200, undefined]);
  await sandbox.settled();
  expect(sandbox.effects()).toEqual([]);
});
