import { expect, test } from 'vitest';
import { practice } from './practice.ts';

const ACCOUNT = { associated_to: 'ACC-1' };
const WORKSPACE = { associated_to: 'don:identity:dvrv-us-1:devo/ACME:revo/1' };

test('Associations are added, a workspace with its account, and taken off; what changes nothing has no effect.', async () => {
  const { sandbox, postBeta } = await practice();
  const ask = (verb: string, associations: unknown) =>
    postBeta(`rev-users.associations.${verb}`, { rev_user_id: 'REVU-1', associations });
  const listed = async (): Promise<number> => {
    const { body } = await postBeta('rev-users.associations.list', { rev_user_id: 'REVU-1' });
    return body.associations.length;
  };
  expect((await ask('add', [WORKSPACE])).status).toBe(201);
  expect((await ask('add', [ACCOUNT])).status).toBe(201);
  expect(await listed()).toBe(2);
  expect((await ask('remove', ['ACC-1'])).status).toBe(204);
  expect(await listed()).toBe(1);
  const after = sandbox.effects().map(({ changed }) => changed?.associations?.after);
  expect(after).toEqual([['REV-1', 'ACC-1'], ['REV-1']]);
});

test('They are there in beta alone, of living contacts, and for those who may write contacts.', async () => {
  const { sandbox, post, postBeta } = await practice();
  const body = { rev_user_id: 'REVU-1', associations: [ACCOUNT] };
  expect((await post('rev-users.associations.add', body)).status).toBe(404);
  expect((await post('rev-users.associations.add', body, 'sandbox-read-token')).status).toBe(403);
  expect((await postBeta('rev-users.associations.add', { ...body, rev_user_id: 'REVU-9' })).status).toBe(404);
  expect((await postBeta('rev-users.associations.add', { ...body, associations: ['ACC-1'] })).status).toBe(400);
  sandbox.configure({ betaKinds: '403' });
  expect((await postBeta('rev-users.associations.add', body)).status).toBe(403);
  expect(sandbox.effects()).toEqual([]);
});
