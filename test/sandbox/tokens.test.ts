import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A token that is missing, unknown, expired or revoked is refused with 401 and says which.', async () => {
  const { sandbox, post } = await practice();
  sandbox.setToken('old', { scopes: [], expired: true });
  sandbox.revokeToken('sandbox-read-token');
  const types = [];
  for (const token of ['', 'nonsense', 'old', 'sandbox-read-token']) {
    const { status, body } = await post('dev-users.self', {}, token);
    types.push([status, body.type]);
  }
  expect(types).toEqual([
    [401, 'unauthenticated'],
    [401, 'unauthenticated'],
    [401, 'token_expired'],
    [401, 'token_revoked'],
  ]);
});
