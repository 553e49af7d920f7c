import { expect, test } from 'vitest';
import { practice } from './practice.ts';
import { worldWithTickets } from './small-world.ts';

test('A cursor belongs to its filters: with others it is refused, with another limit it is not.', async () => {
  const { post } = await practice({ world: worldWithTickets(5) });
  const { body } = await post('works.list', { reported_by: ['REVU-1'], limit: 2 });
  const cursor = body.next_cursor;
  const other = await post('works.list', { reported_by: ['REVU-2'], limit: 2, cursor });
  expect([other.status, other.body.field_name]).toEqual([400, 'cursor']);
  expect((await post('rev-users.list', { cursor })).status).toBe(400);
  expect((await post('works.list', { reported_by: ['REVU-1'], limit: 3, cursor })).body.works).toHaveLength(3);
});
