import { expect, test } from 'vitest';
import { practice } from './practice.ts';
import { conversation, smallWorld } from './small-world.ts';

const WORLD = smallWorld({ conversations: [conversation({ id: 'CONV-1', members: ['REVU-1', 'DEVU-1'] })] });
const DON = 'don:identity:dvrv-us-1:devo/ACME:revu/3';

const ids = (people: { display_id: string }[]): string[] => people.map(({ display_id }) => display_id);

test('Who reports a ticket is written as a whole list: whoever is not on it reports it no more.', async () => {
  const { sandbox, post, reported } = await practice();
  const { body } = await post('works.update', { id: 'TKT-2', reported_by: { set: ['REVU-5', DON, 'DEVU-2'] } });
  expect(ids(body.work.reported_by)).toEqual(['REVU-5', 'REVU-3', 'DEVU-2']);
  expect(await reported('REVU-1')).toEqual(['TKT-1']);
  expect(await reported('REVU-3')).toEqual(['TKT-2', 'ISS-5']);
  const before = ['REVU-2', 'REVU-1', 'REVU-5'];
  const changed = { reported_by: { before, after: ['REVU-5', 'REVU-3', 'DEVU-2'] } };
  expect(sandbox.effects()).toMatchObject([{ kind: 'ticket-changed', actor: 'api', tickets: ['TKT-2'], changed }]);
});

test('Who takes part in a conversation is written as a whole list.', async () => {
  const { sandbox, post } = await practice({ world: WORLD });
  const { body } = await post('conversations.update', { id: 'CONV-1', members: { set: ['REVU-2'] } });
  expect(ids(body.conversation.members)).toEqual(['REVU-2']);
  expect(sandbox.effects()).toMatchObject([{ kind: 'conversation-changed', conversations: ['CONV-1'] }]);
});

test('The list that stands already, and a request without one, are successes without an effect.', async () => {
  const { sandbox, post } = await practice({ world: WORLD });
  expect((await post('works.update', { id: 'TKT-1', reported_by: { set: ['REVU-1'] } })).status).toBe(200);
  expect((await post('works.update', { id: 'ISS-5', type: 'issue' })).status).toBe(200);
  expect((await post('conversations.update', { id: 'CONV-1' })).status).toBe(200);
  expect(sandbox.effects()).toEqual([]);
});

test.each([
  ['works.update', { id: 'TKT-1', reported_by: { set: ['REVU-99'] } }, 400, 'value_not_permitted'],
  ['works.update', { id: 'TKT-1', reported_by: { set: ['TKT-2'] } }, 400, 'unexpected_id_type'],
  ['works.update', { id: 'TKT-1', reported_by: { add: ['REVU-2'] } }, 400, 'invalid_field'],
  ['works.update', { id: 'TKT-1', reported_by: { set: 'REVU-2' } }, 400, 'unexpected_json_type'],
  ['works.update', { id: 'TKT-99', reported_by: { set: [] } }, 404, 'not_found'],
  ['conversations.update', { id: 'CONV-1', members: { set: ['REVU-99'] } }, 400, 'value_not_permitted'],
  ['conversations.update', { id: 'CONV-99' }, 404, 'not_found'],
] as const)('%s with %j is refused and changes nothing.', async (path, body, status, type) => {
  const { sandbox, post } = await practice({ world: WORLD });
  const answer = await post(path, body);
  expect([answer.status, answer.body.type]).toEqual([status, type]);
  expect(sandbox.effects()).toEqual([]);
});

test('A contact that was merged away is nobody who can be named.', async () => {
  const { sandbox, post, merge } = await practice();
  await merge('REVU-1', 'REVU-2');
  await sandbox.settled();
  expect((await post('works.update', { id: 'TKT-1', reported_by: { set: ['REVU-2'] } })).status).toBe(400);
});

test('A token that may not write tickets or conversations changes nobody.', async () => {
  const { sandbox, post } = await practice({ world: WORLD });
  const token = 'sandbox-write-token';
  expect((await post('works.update', { id: 'TKT-1', reported_by: { set: [] } }, token)).status).toBe(403);
  expect((await post('conversations.update', { id: 'CONV-1', members: { set: [] } }, token)).status).toBe(403);
  expect(sandbox.effects()).toEqual([]);
});

test('An agent adds somebody between the read and the write of a list, and the write takes him off.', async () => {
  const { sandbox, post } = await practice({ world: WORLD });
  sandbox.addFault({
    on: 'works.update',
    do: { kind: 'act', act: { kind: 'addReporter', id: 'TKT-1', reporter: 'REVU-5' } },
  });
  sandbox.addFault({
    on: 'conversations.update',
    do: { kind: 'act', act: { kind: 'addMember', id: 'CONV-1', member: 'REVU-5' } },
  });
  await post('works.update', { id: 'TKT-1', reported_by: { set: ['REVU-3'] } });
  await post('conversations.update', { id: 'CONV-1', members: { set: ['REVU-3'] } });
  expect(sandbox.effects().map(({ kind }) => kind)).toEqual([
    'ticket-edited',
    'ticket-changed',
    'conversation-edited',
    'conversation-changed',
  ]);
  expect(sandbox.state().tickets['TKT-1']?.reportedBy).toEqual(['REVU-3']);
  expect(sandbox.state().conversations['CONV-1']?.members).toEqual(['REVU-3']);
});

test('Stale reads show who was on the list before it was written, for as many as asked.', async () => {
  const { sandbox, post, reported } = await practice();
  await post('works.update', { id: 'TKT-1', reported_by: { set: ['REVU-3'] } });
  sandbox.addFault({ on: ['works.get', 'works.list'], times: 2, do: 'stale' });
  const named = async () => ids((await post('works.get', { id: 'TKT-1' })).body.work.reported_by);
  expect([await named(), await reported('REVU-1')]).toEqual([['REVU-1'], ['TKT-1', 'TKT-2']]);
  expect([await named(), await reported('REVU-1')]).toEqual([['REVU-3'], ['TKT-2']]);
});

test.each([
  ['500-after', 1],
  ['apply-then-drop', 1],
  ['never', 0],
  ['drop-before', 0],
] as const)('A list that is written with %s is changed %i times.', async (fault, changes) => {
  const { sandbox, post } = await practice({ faults: [{ on: 'works.update', do: fault }] });
  await post('works.update', { id: 'TKT-1', reported_by: { set: ['REVU-3'] } }).catch(() => null);
  expect(sandbox.effects()).toHaveLength(changes);
});
