import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test.each([
  [true, 'REVU-1'],
  [false, 'REVU-2'],
])(
  'With moveAuthorship %s, what the duplicate created and owned belongs to %s afterwards.',
  async (moveAuthorship, wanted) => {
    const { sandbox, merge, post } = await practice({ moveAuthorship });
    await merge('REVU-1', 'REVU-2');
    await sandbox.settled();
    const { work } = (await post('works.get', { id: 'TKT-4' })).body;
    expect([work.created_by.display_id, work.owned_by[0]?.display_id]).toEqual([wanted, wanted]);
    expect(work.reported_by[0]?.display_id).toBe('REVU-1');
    expect((await post('works.count', { created_by: [wanted] })).body.count).toBe(1);
  },
);
