import { expect, test } from 'vitest';
import { practice } from './practice.ts';
import { worldWithTickets } from './small-world.ts';

test('With emptyPages a list has an empty page with a cursor between two pages.', async () => {
  const { post } = await practice({ world: worldWithTickets(4), emptyPages: true });
  const sizes: number[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await post('works.list', { reported_by: ['REVU-1'], limit: 2, cursor });
    sizes.push(body.works.length);
    cursor = body.next_cursor;
  } while (cursor !== undefined);
  expect(sizes).toEqual([2, 0, 2]);
});
