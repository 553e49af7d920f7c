import { expect, test } from 'vitest';
import { refuseUnknownPaths } from '../support/known-paths.ts';
import { practice } from './practice.ts';

test.each(['rev-users/merge', 'internal/rev-users.get', 'api/gateway/internal/rev-users.merge', ''])(
  'The path "%s" is not found, and recorded as unknown.',
  async (path) => {
    const { sandbox, post } = await practice();
    const answer = await post(path, { id: 'REVU-1' });
    expect([answer.status, answer.body]).toEqual([404, { message: 'route not found' }]);
    expect(sandbox.requests()).toMatchObject([{ path, unknownPath: true, status: 404, write: false }]);
    expect(() => refuseUnknownPaths(sandbox)).toThrow(`Undocumented path: POST /${path}`);
  },
);
