import { expect, test } from 'vitest';
import type { SandboxOptions } from '../../sandbox/devrev/start.ts';
import { type Practice, practice } from './practice.ts';
import { conversation, message, smallWorld } from './small-world.ts';

const WORLD = smallWorld({
  conversations: [
    conversation({
      id: 'CONV-1',
      members: ['REVU-2', 'DEVU-1'],
      messages: [message(), message({ body: '' }), message()],
    }),
    conversation({ id: 'CONV-2', members: ['REVU-1', 'REVU-2'] }),
    conversation({ id: 'CONV-3', members: ['REVU-5'] }),
  ],
});

async function talkative(options: SandboxOptions = {}): Promise<Practice & { of(member: string): Promise<string[]> }> {
  const practised = await practice({ world: WORLD, ...options });
  const of = async (member: string): Promise<string[]> => {
    const { body } = await practised.post('conversations.list', { members: [member] });
    return body.conversations.map(({ display_id }) => display_id);
  };
  return { ...practised, of };
}

test('A conversation is listed by any of its members and shows its latest messages only; its timeline shows all.', async () => {
  const { post, of } = await talkative();
  expect(await of('REVU-2')).toEqual(['CONV-1', 'CONV-2']);
  expect(await of('DEVU-1')).toEqual(['CONV-1']);
  const { conversation: shown } = (await post('conversations.get', { id: 'CONV-1' })).body;
  expect(shown.members.map(({ display_id }) => display_id)).toEqual(['REVU-2', 'DEVU-1']);
  expect(shown.messages).toHaveLength(2);
  expect((await post('timeline-entries.list', { object: 'CONV-1' })).body.timeline_entries).toHaveLength(3);
  expect((await post('conversations.get', { id: 'CONV-9' })).status).toBe(404);
  expect((await post('conversations.get', { id: 'TKT-1' })).body.type).toBe('unexpected_id_type');
});

test('Reading conversations and their timelines needs the scope for conversations.', async () => {
  const tokens = { tickets: { scopes: ['ticket:read'] }, talks: { scopes: ['conversation:read'] } };
  const { post } = await practice({ world: WORLD, tokens });
  const statuses = async (token: string) => {
    const calls: [string, object][] = [
      ['conversations.list', {}],
      ['conversations.get', { id: 'CONV-1' }],
      ['timeline-entries.list', { object: 'CONV-1' }],
      ['timeline-entries.list', { object: 'TKT-1' }],
    ];
    return Promise.all(calls.map(async ([path, body]) => (await post(path, body, token)).status));
  };
  expect(await statuses('tickets')).toEqual([403, 403, 403, 200]);
  expect(await statuses('talks')).toEqual([200, 200, 200, 403]);
});

test.for([
  ['at-once', ['CONV-1', 'CONV-2'], []],
  ['later', ['CONV-1', 'CONV-2'], []],
  ['never', ['CONV-2'], ['CONV-1', 'CONV-2']],
] as const)(
  'A merge moves conversations %s, and the effect log says which.',
  async ([moveConversations, primarys, left]) => {
    const { sandbox, merge, of } = await talkative({ moveConversations, conversationDelayMs: 5 });
    await merge('REVU-1', 'REVU-2');
    await sandbox.settled();
    expect(await of('REVU-1')).toEqual(primarys);
    expect(await of('REVU-2')).toEqual(left);
    expect(await of('REVU-5')).toEqual(['CONV-3']);
    const logged = sandbox.effects().map(({ kind, conversations }) => [kind, conversations]);
    expect(logged).toEqual(
      {
        'at-once': [['merge', ['CONV-1', 'CONV-2']]],
        later: [
          ['merge', undefined],
          ['conversations-moved', ['CONV-1', 'CONV-2']],
        ],
        never: [['merge', undefined]],
      }[moveConversations],
    );
  },
);

test('After a merge a stale read shows conversations as they were, and a gone member may be refused.', async () => {
  const { sandbox, merge, post, of } = await talkative();
  await merge('REVU-1', 'REVU-2');
  await sandbox.settled();
  sandbox.addFault({ on: ['conversations.list', 'conversations.get'], times: 2, do: 'stale' });
  expect(await of('REVU-2')).toEqual(['CONV-1', 'CONV-2']);
  const stale = (await post('conversations.get', { id: 'CONV-1' })).body.conversation;
  expect(stale.members.map(({ display_id }) => display_id)).toContain('REVU-2');
  expect(await of('REVU-2')).toEqual([]);
  for (const goneMember of ['404', '400'] as const) {
    sandbox.configure({ goneMember });
    expect((await post('conversations.list', { members: ['REVU-2'] })).status).toBe(Number(goneMember));
    expect((await post('conversations.list', { members: ['REVU-1'] })).status).toBe(200);
  }
});

test('People start conversations and change who takes part.', async () => {
  const { sandbox, of } = await talkative();
  sandbox.act({ kind: 'addConversation', conversation: { id: 'CONV-7', members: ['REVU-1'] } });
  sandbox.act({ kind: 'setMembers', id: 'CONV-1', members: ['REVU-1'] });
  expect(await of('REVU-1')).toEqual(['CONV-1', 'CONV-2', 'CONV-7']);
  expect(sandbox.effects().map(({ kind }) => kind)).toEqual(['conversation-added', 'conversation-edited']);
  expect(() => sandbox.act({ kind: 'setMembers', id: 'CONV-99', members: [] })).toThrow(RangeError);
});

test('A private entry is shown to its writer and to chosen people, whatever else a token may read.', async () => {
  const messages = [
    message({ body: 'all' }),
    message({ body: 'own', visibility: 'private', createdBy: 'DEVU-2' }),
    message({ body: 'shared', visibility: 'private', createdBy: 'DEVU-3', privateTo: ['DEVU-2'] }),
  ];
  const world = smallWorld({ conversations: [conversation({ id: 'CONV-1', messages })] });
  const scopes = ['conversation:read'];
  const tokens = {
    two: { scopes, user: 'DEVU-2' },
    three: { scopes, user: 'DEVU-3' },
    four: { scopes, user: 'DEVU-4' },
  };
  const { post } = await practice({ world, tokens });
  const seenBy = async (token: string) => {
    const { timeline_entries } = (await post('timeline-entries.list', { object: 'CONV-1' }, token)).body;
    return timeline_entries.map(({ body }) => body);
  };
  expect(await seenBy('two')).toEqual(['all', 'own', 'shared']);
  expect(await seenBy('three')).toEqual(['all', 'shared']);
  expect(await seenBy('four')).toEqual(['all']);
  const [shown] = (await post('conversations.list', {}, 'four')).body.conversations;
  expect(shown?.messages).toHaveLength(1);
});
