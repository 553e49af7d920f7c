import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('The token, the account, the workspace and the conversations of a contact can be read.', async () => {
  const { post } = await practice();
  expect((await post('dev-users.self')).body.dev_user.id).toBe('don:identity:dvrv-us-1:devo/ACME:devu/1');
  expect((await post('accounts.get', { id: 'ACC-1' })).body.account.display_name).toBe('Acme');
  expect((await post('rev-orgs.get', { id: 'REV-1' })).body.rev_org.account.display_id).toBe('ACC-1');
  expect((await post('rev-orgs.get', { account: 'ACC-1' })).body.rev_org.display_id).toBe('REV-1');
  expect((await post('conversations.list', { members: ['REVU-1'] })).body).toEqual({ conversations: [] });
});
