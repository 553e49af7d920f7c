import { expect, test } from 'vitest';
import { lookalikes } from './lookalikes.ts';
import { practice } from './practice.ts';

test('The e-mail filter takes letters and spaces as they stand, or folds both, as switched.', async () => {
  const { sandbox, post } = await practice({ world: lookalikes() });
  const found = async (email: string) =>
    (await post('rev-users.list', { email: [email] })).body.rev_users.map((user) => user.display_id);
  expect(await found('ada@example.com')).toEqual(['REVU-1']);
  expect(await found(' ada@example.com ')).toEqual(['REVU-3']);
  sandbox.configure({ emailFilter: 'insensitive' });
  expect(await found(' ADA@example.com')).toEqual(['REVU-1', 'REVU-2', 'REVU-3']);
});

test('A reference may be held in two workspaces; whether a third contact may take it depends on the switch.', async () => {
  const { sandbox, post } = await practice({ world: lookalikes(), externalRefScope: 'workspace' });
  const found = await post('rev-users.list', { external_ref: ['user_shared'] });
  expect(found.body.rev_users.map((user) => user.display_id)).toEqual(['REVU-1', 'REVU-2']);
  const take = async () => (await post('rev-users.update', { id: 'REVU-3', external_ref: 'user_shared' })).status;
  expect(await take()).toBe(409);
  sandbox.act({ kind: 'editContact', id: 'REVU-2', patch: { workspace: 'REV-1' } });
  expect(await take()).toBe(200);
  sandbox.configure({ externalRefScope: 'org' });
  sandbox.act({ kind: 'editContact', id: 'REVU-3', patch: { externalRef: 'user_REVU-3' } });
  expect(await take()).toBe(409);
});
