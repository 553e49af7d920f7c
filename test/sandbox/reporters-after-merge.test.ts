import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('After a merge each ticket of the duplicate names the primary once, and keeps its other reporters.', async () => {
  const { sandbox, merge, post } = await practice();
  await merge('REVU-1', 'REVU-2');
  await sandbox.settled();
  const reporters = async (id: string) =>
    (await post('works.get', { id })).body.work.reported_by.map((user: { display_id: string }) => user.display_id);
  expect(await reporters('TKT-2')).toEqual(['REVU-1', 'REVU-5']);
  expect(await reporters('TKT-3')).toEqual(['REVU-5', 'REVU-1']);
});
