import { expect, test } from 'vitest';
import { practice } from './practice.ts';
import { contact, message, smallWorld } from './small-world.ts';

const WORLD = smallWorld({ contacts: [contact({ id: 'REVU-1', messages: [message()] }), contact({ id: 'REVU-2' })] });

test('A contact has a timeline of its own: what people wrote on it, and in beta that it was changed.', async () => {
  const { sandbox, post } = await practice({ world: WORLD });
  const timeline = async (object: string) => (await post('timeline-entries.list', { object })).body.timeline_entries;
  expect(await timeline('REVU-1')).toMatchObject([{ object_type: 'rev_user', body: 'Hello' }]);
  expect(await timeline('REVU-2')).toEqual([]);
  sandbox.act({ kind: 'addComment', object: 'REVU-2', body: 'called back' });
  expect(await timeline('REVU-2')).toMatchObject([{ type: 'timeline_comment', body: 'called back' }]);
  sandbox.configure({ changeEvents: 'always' });
  const events = async () => {
    const [event] = await timeline('REVU-2');
    return [event?.type, event?.event?.type, event?.id];
  };
  const before = await events();
  expect(before.slice(0, 2)).toEqual(['timeline_change_event', 'updated']);
  sandbox.act({ kind: 'editContact', id: 'REVU-2', patch: {} });
  expect(await events()).not.toEqual(before);
});

test('The timeline of a contact that is gone is not there.', async () => {
  const { sandbox, post } = await practice({ world: WORLD });
  sandbox.act({ kind: 'deleteContact', id: 'REVU-1' });
  expect((await post('timeline-entries.list', { object: 'REVU-1' })).status).toBe(404);
});

test.each(['400', '403', '404'] as const)(
  'The timeline of contacts can be refused with %s.',
  async (contactTimeline) => {
    const { post } = await practice({ world: WORLD, contactTimeline });
    expect((await post('timeline-entries.list', { object: 'REVU-1' })).status).toBe(Number(contactTimeline));
    expect((await post('timeline-entries.list', { object: 'TKT-1' })).status).toBe(200);
  },
);
