import { expect, test } from 'vitest';
import { everyone, practicePodium } from './practice.ts';

test('Pages hold ten contacts unless asked for up to a hundred, and their cursors lead through all of them once.', async () => {
  const { get, world } = await practicePodium();
  expect((await get('/v4/contacts')).body.data).toHaveLength(10);
  const found = await everyone(get);
  expect(found.map(({ uid }) => uid)).toEqual(world.contacts.map(({ uid }) => uid).sort());
  expect(found.every(({ organization }) => organization.uid === world.org)).toBe(true);
});

test('Who is changed while the pages are read is missed where the list goes by newest change, and met twice where by oldest.', async () => {
  for (const [order, times] of [
    ['newest-change', 0],
    ['oldest-change', 2],
  ] as const) {
    const { get, podium, world } = await practicePodium({ order });
    const sorted = world.contacts.toSorted((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1));
    const one = sorted[0]?.uid ?? '';
    podium.addFault({ on: 'contacts', skip: 1, do: { kind: 'act', act: { kind: 'update', contact: one } } });
    const found = await everyone(get);
    expect(found.filter(({ uid }) => uid === one)).toHaveLength(times);
  }
});

test('updated_at shows what was changed after it, and takes whole seconds alone.', async () => {
  const { get, podium, world } = await practicePodium();
  const one = world.contacts[3]?.uid ?? '';
  podium.act({ kind: 'update', contact: one, change: { name: 'Pat Example' } });
  const found = await everyone(get, 'limit=20&updated_at=2025-12-31T00:00:00Z');
  expect(found.map(({ uid, name }) => [uid, name])).toEqual([[one, 'Pat Example']]);
  expect((await get('/v4/contacts?updated_at=2025-12-31T00:00:00.000Z')).body.code).toBe('invalid_request_values');
});

test('A cursor that is too old is refused as such, and the first page may be empty with a cursor.', async () => {
  const { get, podium, world } = await practicePodium({ emptyFirstPage: true });
  const first = (await get('/v4/contacts?limit=20')).body;
  expect(first).toMatchObject({ data: [], metadata: { nextCursor: expect.any(String) } });
  expect(await everyone(get)).toHaveLength(world.contacts.length);
  podium.configure({ cursorTtlMs: -1 });
  const late = await get(`/v4/contacts?cursor=${first.metadata.nextCursor}`);
  expect([late.status, late.body.code]).toEqual([400, 'invalid_cursor']);
});
