import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A token can be revoked when the nth request arrives, and is refused from the next one on.', async () => {
  const { sandbox, post } = await practice();
  const act = { kind: 'revokeToken', token: 'sandbox-token' } as const;
  sandbox.addFault({ on: '*', nth: 2, do: { kind: 'act', act } });
  const statuses = [];
  for (let call = 0; call < 3; call += 1) statuses.push((await post('dev-users.self')).status);
  expect(statuses).toEqual([200, 200, 401]);
});
