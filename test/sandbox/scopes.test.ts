import { expect, test } from 'vitest';
import { practice } from './practice.ts';

const PAIR = { primary_user: 'REVU-1', secondary_user: 'REVU-2' };
const UPDATE = { id: 'REVU-1', description: 'x' };

test('A read token reads, and may neither update nor merge.', async () => {
  const { sandbox, post } = await practice();
  const token = 'sandbox-read-token';
  expect((await post('rev-users.get', { id: 'REVU-1' }, token)).status).toBe(200);
  expect((await post('works.list', {}, token)).status).toBe(200);
  expect((await post('rev-users.update', UPDATE, token)).body.type).toBe('forbidden');
  expect((await post('rev-users.merge', PAIR, token)).status).toBe(403);
  await sandbox.settled();
  expect(sandbox.effects()).toEqual([]);
});

test('A write token updates, and may not merge.', async () => {
  const { post } = await practice();
  expect((await post('rev-users.update', UPDATE, 'sandbox-write-token')).status).toBe(200);
  expect((await post('rev-users.merge', PAIR, 'sandbox-write-token')).status).toBe(403);
});

test('A token of another organization sees itself and nothing of this one.', async () => {
  const { post } = await practice();
  const token = 'sandbox-foreign-token';
  expect((await post('dev-users.self', {}, token)).body.dev_user.id).toContain('devo/FOREIGN:');
  expect((await post('rev-users.get', { id: 'REVU-1' }, token)).status).toBe(404);
  expect((await post('works.list', {}, token)).body).toEqual({ works: [] });
  expect((await post('rev-users.merge', PAIR, token)).status).toBe(404);
});
