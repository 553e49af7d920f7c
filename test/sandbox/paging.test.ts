import { expect, test } from 'vitest';
import { practice } from './practice.ts';
import { worldWithTickets } from './small-world.ts';

test('A list has 50 entries by default and 100 at most, and its last page has no cursor.', async () => {
  const { post } = await practice({ world: worldWithTickets(120) });
  const sizes = async (limit?: number) => {
    const found: number[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await post('works.list', { reported_by: ['REVU-1'], cursor, limit });
      found.push(body.works.length);
      cursor = body.next_cursor;
    } while (cursor !== undefined);
    return found;
  };
  expect(await sizes()).toEqual([50, 50, 20]);
  expect(await sizes(1000)).toEqual([100, 20]);
  expect(await sizes(60)).toEqual([60, 60]);
});

test('A limit above the cap is refused where that is switched on.', async () => {
  const { post } = await practice({ limitAboveCap: 'refuse' });
  expect((await post('works.list', { limit: 101 })).status).toBe(400);
  expect((await post('works.list', { limit: 100 })).status).toBe(200);
});
