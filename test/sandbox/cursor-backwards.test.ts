import { expect, test } from 'vitest';
import { practice } from './practice.ts';
import { worldWithTickets } from './small-world.ts';

test('Mode before walks back from a cursor, and from the end without one, with entries in the same order.', async () => {
  const { post } = await practice({ world: worldWithTickets(5) });
  const page = async (fields: Record<string, unknown>) => {
    const { body } = await post('works.list', { reported_by: ['REVU-1'], limit: 2, ...fields });
    const ids = body.works.map((work: { display_id: string }) => work.display_id);
    return { ids, next: body.next_cursor, prev: body.prev_cursor };
  };
  const first = await page({});
  const second = await page({ cursor: first.next });
  expect([first.prev, second.ids]).toEqual([undefined, ['TKT-3', 'TKT-4']]);
  expect(await page({ mode: 'before', cursor: second.prev })).toEqual(first);
  expect((await page({ mode: 'before' })).ids).toEqual(['TKT-4', 'TKT-5']);
});
