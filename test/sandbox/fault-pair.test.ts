import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A fault for a pair bites that merge only, and reads about either of its contacts.', async () => {
  const { sandbox, merge, post } = await practice();
  const pair = { primary: 'don:identity:dvrv-us-1:devo/ACME:revu/1', duplicate: 'REVU-3' };
  sandbox.addFault({ on: ['rev-users.merge', 'works.list'], pair, every: 1, do: '500-before' });
  expect((await merge('REVU-1', 'REVU-2')).status).toBe(200);
  expect((await merge('REVU-1', 'REVU-3')).status).toBe(500);
  expect((await post('works.list', { reported_by: ['REVU-3'] })).status).toBe(500);
  expect((await post('works.list', { reported_by: ['REVU-5'] })).status).toBe(200);
});
