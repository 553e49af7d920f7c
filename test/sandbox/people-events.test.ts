import { expect, test } from 'vitest';
import { practice } from './practice.ts';
import { conversation, message, smallWorld, ticket } from './small-world.ts';

const don = (id: number): string => `don:identity:dvrv-us-1:devo/ACME:revu/${id}`;
const list = (...values: string[]): object => ({ type: 'id_list', values });

const WORLD = smallWorld({
  tickets: [ticket({ id: 'TKT-1', messages: [message()] })],
  conversations: [conversation({ id: 'CONV-1' })],
});

test('A timeline tells in beta how a list of people was written, whoever did it, with both lists whole.', async () => {
  const { sandbox, post, postBeta } = await practice({ world: WORLD });
  sandbox.act({ kind: 'addReporter', id: 'TKT-1', reporter: 'REVU-5' });
  sandbox.act({ kind: 'addComment', object: 'TKT-1' });
  await post('works.update', { id: 'TKT-1', reported_by: { set: ['REVU-3'] } });
  const entries = async (body: object = {}) =>
    (await postBeta('timeline-entries.list', { object: 'TKT-1', ...body })).body.timeline_entries;
  const types = (await entries()).map(({ event }) => event?.type ?? 'comment');
  expect(types).toEqual(['created', 'comment', 'updated', 'comment', 'updated']);
  const events = (await entries({ collections: ['events'] })).map(({ event }) => event);
  expect(events.slice(1)).toMatchObject([
    { updated: { field_deltas: [{ name: 'reported_by', old_value: list(don(1)), new_value: list(don(1), don(5)) }] } },
    { updated: { field_deltas: [{ old_value: list(don(1), don(5)), new_value: list(don(3)) }] } },
  ]);
  expect(await entries({ collections: ['discussions'] })).toHaveLength(2);
  sandbox.configure({ changeEvents: 'never' });
  expect(await entries({ collections: ['events'] })).toEqual([]);
});

test('Events are read from the end, page by page, as those of a long conversation are.', async () => {
  const { sandbox, postBeta } = await practice({ world: WORLD });
  for (const member of ['REVU-2', 'REVU-3', 'REVU-5']) sandbox.act({ kind: 'addMember', id: 'CONV-1', member });
  const page = async (cursor?: string) => {
    const body = { object: 'CONV-1', mode: 'before', limit: 2, ...(cursor === undefined ? {} : { cursor }) };
    return (await postBeta('timeline-entries.list', body)).body;
  };
  const last = await page();
  const first = await page(last.prev_cursor);
  expect([last.timeline_entries.length, first.timeline_entries.length, first.prev_cursor]).toEqual([2, 1, undefined]);
  const ids = [...first.timeline_entries, ...last.timeline_entries].map(({ id }) => id);
  expect(new Set(ids).size).toBe(3);
});

test('A collection that is none is refused.', async () => {
  const { postBeta } = await practice({ world: WORLD });
  const answer = await postBeta('timeline-entries.list', { object: 'TKT-1', collections: ['news'] });
  expect([answer.status, answer.body.field_name]).toEqual([400, 'collections']);
});
