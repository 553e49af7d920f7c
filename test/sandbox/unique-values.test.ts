import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A contact with a reference that another living one has is refused with 409, where references are unique.', async () => {
  const { sandbox, post } = await practice();
  const create = async () => (await post('rev-users.create', { external_ref: 'user_REVU-1', rev_org: 'REV-1' })).status;
  expect(await create()).toBe(409);
  sandbox.configure({ externalRefScope: 'workspace' });
  expect(await create()).toBe(409);
  expect(sandbox.effects()).toEqual([]);
  sandbox.configure({ externalRefScope: 'none' });
  expect([await create(), await create()]).toEqual([201, 201]);
});

test('Where e-mails are unique, nobody is made or changed to have that of another one, whatever its case.', async () => {
  const { sandbox, post } = await practice({ emailsUnique: true });
  const email = 'BOB@example.com';
  expect((await post('rev-users.create', { email })).status).toBe(409);
  expect((await post('rev-users.update', { id: 'REVU-1', email })).status).toBe(409);
  expect((await post('rev-users.update', { id: 'REVU-5', email })).status).toBe(200);
  sandbox.configure({ emailsUnique: false });
  expect((await post('rev-users.create', { email })).status).toBe(201);
});

test('A creation that lands late finds its reference taken meanwhile, and makes nobody.', async () => {
  const { sandbox, post } = await practice({ faults: [{ on: 'rev-users.create', do: { kind: 'late', ms: 1 } }] });
  const ask = () => post('rev-users.create', { external_ref: 'undo-1' });
  const taken = async () => (await post('rev-users.list', { external_ref: ['undo-1'] })).body.rev_users;
  sandbox.addFault({
    on: 'rev-users.create',
    do: { kind: 'run', when: 'apply', run: async () => expect((await ask()).status).toBe(201) },
  });
  expect((await ask()).status).toBe(201);
  await sandbox.settled();
  expect(sandbox.effects().map(({ kind }) => kind)).toEqual(['create', 'create-ignored']);
  expect(await taken()).toHaveLength(1);
});
