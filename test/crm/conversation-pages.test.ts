import { expect, test } from 'vitest';
import { don } from './contacts.ts';
import { followingOf, relationOf } from './relation-of.ts';
import { crmAt, sendJson, startServer } from './servers.ts';

const talk = { id: 'don:core:dvrv-us-1:devo/ACME12:conversation/1', display_id: 'CONV-1' };

test('the conversations of a contact are asked for by member, page by page with the same filter', async () => {
  const server = await startServer((request, response) => {
    const { cursor } = JSON.parse(request.body);
    sendJson(response, 200, { conversations: [], ...(cursor === 'c2' ? {} : { next_cursor: 'c2' }) });
  });
  const conversations = relationOf(crmAt(server.origin, { pageLimit: 10 }), 'conversations');
  const first = await conversations.list({ contact: 'REVU-5', cursor: null });
  expect(first).toMatchObject({ items: [], nextCursor: 'c2' });
  const second = await conversations.list({ contact: 'REVU-5', cursor: 'c2' });
  expect(second.nextCursor).toBeNull();
  expect(server.requests.map(({ path, body }) => [path, JSON.parse(body)])).toEqual([
    ['/conversations.list', { members: ['REVU-5'], limit: 10 }],
    ['/conversations.list', { members: ['REVU-5'], limit: 10, cursor: 'c2' }],
  ]);
});

test('members that are contacts are named once each by display id, agents are left out, the bytes are kept', async () => {
  const members = [
    { id: don(5), display_id: 'REVU-5', type: 'rev_user' },
    { id: don(5), type: 'rev_user' },
    { id: don(6) },
    { id: 'don:identity:dvrv-us-1:devo/ACME12:devu/7', display_id: 'DEVU-7', type: 'dev_user' },
  ];
  const conversations = [{ ...talk, members, messages: [{ id: 'latest' }] }, { id: 'don:2' }];
  const server = await startServer((_request, response) => sendJson(response, 200, { conversations }));
  const page = await followingOf(crmAt(server.origin), 'conversations').list({ contact: 'REVU-5', cursor: null });
  expect(page?.items).toEqual([
    { id: talk.id, displayId: 'CONV-1', contacts: ['REVU-5', 'REVU-6'], attachments: [] },
    { id: 'don:2', displayId: 'don:2', contacts: [], attachments: [] },
  ]);
  expect(JSON.parse(Buffer.from(page?.raw ?? []).toString())).toEqual({ conversations });
});

test('a contact among the members whose id cannot be read is not dropped in silence', async () => {
  const conversations = [{ ...talk, members: [{ id: 'don:new-format/5', type: 'rev_user' }] }];
  const server = await startServer((_request, response) => sendJson(response, 200, { conversations }));
  const failed = followingOf(crmAt(server.origin), 'conversations').list({ contact: 'REVU-5', cursor: null });
  await expect(failed).rejects.toMatchObject({ kind: 'bad-answer' });
});

test.each(['', 'user_5', 'DEVU-5'])('conversations of %j are never asked for', async (contact) => {
  const server = await startServer((_request, response) => sendJson(response, 200, { conversations: [] }));
  const failed = followingOf(crmAt(server.origin), 'conversations').list({ contact, cursor: null });
  await expect(failed).rejects.toMatchObject({ kind: 'invalid' });
  expect(server.requests).toHaveLength(0);
});

test.each([
  ['its own', { conversation: talk }, { id: talk.id, displayId: 'CONV-1', contacts: [], attachments: [] }],
  ['another', { conversation: { ...talk, id: 'don:2', display_id: 'CONV-2' } }, 'bad-answer'],
])('one conversation by id is taken only when the answer holds %s', async (_what, body, expected) => {
  const server = await startServer((_request, response) => sendJson(response, 200, body));
  const read = followingOf(crmAt(server.origin), 'conversations').read('CONV-1');
  if (expected === 'bad-answer') await expect(read).rejects.toMatchObject({ kind: expected });
  else expect(await read).toEqual(expected);
  expect(server.requests[0]).toMatchObject({ path: '/conversations.get', body: '{"id":"CONV-1"}' });
});

test.each([
  [{ type: 'not_found', message: 'Not Found' }, null],
  [{ message: 'route not found' }, 'bad-answer'],
])('a 404 (%o) counts as no such conversation only when it is the own word of DevRev', async (body, expected) => {
  const server = await startServer((_request, response) => sendJson(response, 404, body));
  const read = followingOf(crmAt(server.origin), 'conversations').read('CONV-1');
  if (expected === null) expect(await read).toBeNull();
  else await expect(read).rejects.toMatchObject({ kind: expected });
});
