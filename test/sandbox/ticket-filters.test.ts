import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('Filters of a ticket list are joined: any of the values, all of the filters.', async () => {
  const { post } = await practice();
  const found = async (filters: Record<string, unknown>) => {
    const { body } = await post('works.list', filters);
    expect((await post('works.count', filters)).body).toEqual({ count: body.works.length, has_more: false });
    return body.works.map((work: { display_id: string }) => work.display_id);
  };
  expect(await found({ reported_by: ['REVU-2'], owned_by: ['REVU-2'] })).toEqual(['TKT-4']);
  expect(await found({ reported_by: ['REVU-1', 'REVU-3'] })).toEqual(['TKT-1', 'TKT-2', 'ISS-5']);
  expect(await found({ reported_by: ['REVU-1', 'REVU-3'], type: ['issue'] })).toEqual(['ISS-5']);
  expect(await found({ created_by: ['REVU-2'] })).toEqual(['TKT-4']);
  expect(await found({ reported_by: ['REVU-99'] })).toEqual([]);
  expect(await found({ reported_by: ['don:identity:dvrv-us-1:devo/OTHER:revu/1'] })).toEqual([]);
  expect(await found({})).toHaveLength(5);
});
