import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('The e-mail filter is exact by default, and folds case where that is switched on.', async () => {
  const { sandbox, post } = await practice();
  const found = async () => (await post('rev-users.list', { email: ['bob@example.com'] })).body.rev_users.length;
  expect(await found()).toBe(0);
  sandbox.configure({ emailFilter: 'insensitive' });
  expect(await found()).toBe(1);
});
