import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test('A read takes its fields from the query too, arrays as one comma-separated parameter, quoted or not.', async () => {
  const { get } = await practice();
  const ids = (body: { works: { display_id: string }[] }) => body.works.map((work) => work.display_id);
  expect(ids((await get('works.list?reported_by=REVU-1,REVU-3&type=ticket')).body)).toEqual(['TKT-1', 'TKT-2']);
  expect(ids((await get('works.list?reported_by="REVU-1","REVU-3"&limit=2')).body)).toEqual(['TKT-1', 'TKT-2']);
  expect((await get('rev-users.get?id=REVU-1')).body.rev_user.display_id).toBe('REVU-1');
});

test('A write exists only as POST.', async () => {
  const { get, sandbox } = await practice();
  expect((await get('rev-users.merge?primary_user=REVU-1&secondary_user=REVU-2')).status).toBe(405);
  expect(sandbox.requests()).toMatchObject([{ path: 'rev-users.merge', write: true, status: 405 }]);
});
