import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test.each([
  'rev-users/merge',
  'internal/rev-users.get',
  'api/gateway/internal/rev-users.merge',
  'rev-users.delete',
  '',
])('The path "%s" is not found, and recorded as unknown.', async (path) => {
  const { sandbox, post } = await practice();
  const answer = await post(path, { id: 'REVU-1' });
  expect([answer.status, answer.body]).toEqual([404, { message: 'route not found' }]);
  expect(sandbox.requests()).toMatchObject([{ path, unknownPath: true, status: 404, write: false }]);
});
