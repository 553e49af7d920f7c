import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A scan walks forwards through all contacts, and knows neither page size nor direction nor way back.', async () => {
  const { post } = await practice({ pageCap: 2 });
  const seen: string[][] = [];
  let cursor: string | undefined;
  do {
    const { body } = await post('rev-users.scan', { cursor });
    seen.push(body.rev_users.map((user) => user.display_id));
    expect('prev_cursor' in body).toBe(false);
    cursor = body.next_cursor;
  } while (cursor !== undefined);
  expect(seen).toEqual([['REVU-1', 'REVU-2'], ['REVU-3', 'REVU-4'], ['REVU-5']]);
  for (const field of [{ limit: 2 }, { mode: 'before' }])
    expect((await post('rev-users.scan', field)).body).toMatchObject({ type: 'invalid_field' });
  const filtered = await post('rev-users.scan', { email: ['Bob@example.com'] });
  expect(filtered.body.rev_users.map((user) => user.display_id)).toEqual(['REVU-5']);
});

test.each([
  ['rev-users.list', {}, 'rev_users'],
  ['works.list', { reported_by: ['REVU-1', 'REVU-2', 'REVU-3'] }, 'works'],
] as const)(
  '%s gives the same pages backwards as forwards, and no way beyond either end.',
  async (path, filter, name) => {
    const { post } = await practice();
    const walk = async (mode: 'after' | 'before') => {
      const pages: string[][] = [];
      let cursor: string | undefined;
      do {
        const { body } = await post(path, { ...filter, limit: 1, mode, cursor });
        pages.push(body[name].map((item) => item.display_id));
        cursor = mode === 'after' ? body.next_cursor : body.prev_cursor;
      } while (cursor !== undefined);
      return pages;
    };
    const forwards = await walk('after');
    expect(forwards).toHaveLength(5);
    expect(await walk('before')).toEqual(forwards.reverse());
  },
);
