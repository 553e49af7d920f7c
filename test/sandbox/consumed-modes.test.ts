import { expect, test } from 'vitest';
import { practice } from './practice.ts';

async function consumedAnswer(consumed: '404' | 'deleted' | 'pointer' | 'redirect') {
  const { sandbox, merge, post } = await practice({ consumed });
  await merge('REVU-1', 'REVU-2');
  await sandbox.settled();
  return { url: sandbox.url, ...(await post('rev-users.get', { id: 'REVU-2' })) };
}

test('A consumed contact answers 404 by default.', async () => {
  const { status, body } = await consumedAnswer('404');
  expect([status, body.type]).toEqual([404, 'not_found']);
});

test('A consumed contact answers 200 with the state deleted in that mode.', async () => {
  const { status, body } = await consumedAnswer('deleted');
  expect([status, body.rev_user.display_id, body.rev_user.state]).toEqual([200, 'REVU-2', 'deleted']);
  expect(body.rev_user.primary_identity).toBeUndefined();
});

test('A consumed contact points to the primary in the pointer mode.', async () => {
  const { status, body } = await consumedAnswer('pointer');
  expect([status, body.rev_user.state]).toEqual([200, 'deactivated']);
  expect(body.rev_user.primary_identity).toMatchObject({
    id: 'don:identity:dvrv-us-1:devo/ACME:revu/1',
    display_id: 'REVU-1',
  });
});

test('A consumed contact redirects to the primary in the redirect mode.', async () => {
  const { status, headers, url } = await consumedAnswer('redirect');
  const don = encodeURIComponent('don:identity:dvrv-us-1:devo/ACME:revu/1');
  expect([status, headers.get('location')]).toEqual([301, `${url}/rev-users.get?id=${don}`]);
});
