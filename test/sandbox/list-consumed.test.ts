import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('Contacts that were merged away are listed only where that is switched on.', async () => {
  const { sandbox, merge, post } = await practice({ consumed: 'deleted' });
  await merge('REVU-1', 'REVU-2');
  await sandbox.settled();
  const listed = async () =>
    (await post('rev-users.list', { email: ['ada@example.com'] })).body.rev_users.map(
      (user: { display_id: string; state: string }) => `${user.display_id} ${user.state}`,
    );
  expect(await listed()).toEqual(['REVU-1 active', 'REVU-3 active', 'REVU-4 active']);
  sandbox.configure({ listConsumed: true });
  expect(await listed()).toContain('REVU-2 deleted');
});
