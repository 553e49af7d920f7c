import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('Every request is logged with its token, status, subjects, and a merge with its pair.', async () => {
  const { sandbox, post, merge } = await practice();
  await post('works.list', { reported_by: ['REVU-1'] }, 'sandbox-read-token');
  await merge('don:identity:dvrv-us-1:devo/ACME:revu/1', 'REVU-2');
  const base = { method: 'POST', status: 200, unknownPath: false, overBudget: false, faults: [] };
  expect(sandbox.requests()).toMatchObject([
    {
      ...base,
      seq: 1,
      path: 'works.list',
      token: 'sandbox-read-token',
      write: false,
      subjects: ['REVU-1'],
      primary: null,
    },
    {
      ...base,
      seq: 2,
      path: 'rev-users.merge',
      token: 'sandbox-token',
      write: true,
      primary: 'REVU-1',
      duplicate: 'REVU-2',
    },
  ]);
});
