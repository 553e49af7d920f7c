import { expect, test } from 'vitest';
import { don } from './contacts.ts';
import { relationOf } from './relation-of.ts';
import { crmAt, sendJson, startServer } from './servers.ts';

test.each([
  ['reported', 'reported_by'],
  ['created', 'created_by'],
  ['owned', 'owned_by'],
] as const)('the %s tickets are asked for by %s, tickets and issues alike', async (relation, filter) => {
  const server = await startServer((_request, response) => sendJson(response, 200, { works: [] }));
  await relationOf(crmAt(server.origin), relation).list({ contact: 'REVU-5', cursor: null });
  expect(server.requests[0]?.path).toBe('/works.list');
  expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({
    type: ['ticket', 'issue'],
    [filter]: ['REVU-5'],
    limit: 100,
  });
});

test('a cursor is passed on with the same filter, and its absence is the end', async () => {
  const server = await startServer((request, response) => {
    const { cursor } = JSON.parse(request.body);
    sendJson(response, 200, cursor === 'c2' ? { works: [] } : { works: [], next_cursor: 'c2' });
  });
  const crm = crmAt(server.origin, { pageLimit: 10 });
  const first = await relationOf(crm, 'reported').list({ contact: 'REVU-5', cursor: null });
  expect(first).toMatchObject({ items: [], nextCursor: 'c2' });
  const second = await relationOf(crm, 'reported').list({ contact: 'REVU-5', cursor: first.nextCursor });
  expect(second.nextCursor).toBeNull();
  expect(JSON.parse(server.requests[1]?.body ?? '')).toMatchObject({
    reported_by: ['REVU-5'],
    cursor: 'c2',
    limit: 10,
  });
});

test('an empty cursor is the end', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, { works: [], next_cursor: '' }));
  const page = await relationOf(crmAt(server.origin), 'reported').list({ contact: 'REVU-5', cursor: null });
  expect(page.nextCursor).toBeNull();
});

test('the reporters that are contacts are named once each by display id, agents and bots are left out', async () => {
  const reported_by = [
    { id: don(5), display_id: 'REVU-5', type: 'rev_user' },
    { id: don(6) },
    { display_id: 'REVU-6', type: 'rev_user' },
    { id: 'don:identity:dvrv-us-1:devo/ACME12:devu/7', display_id: 'DEVU-7', type: 'dev_user' },
    { type: 'sys_user' },
  ];
  const work = {
    id: 'don:core:dvrv-us-1:devo/ACME12:ticket/1',
    display_id: 'TKT-1',
    reported_by,
    stage: { name: 'new' },
  };
  const bare = { id: 'don:core:dvrv-us-1:devo/ACME12:issue/2' };
  const server = await startServer((_request, response) => sendJson(response, 200, { works: [work, bare] }));
  const page = await relationOf(crmAt(server.origin), 'reported').list({ contact: 'REVU-5', cursor: null });
  expect(page.items).toEqual([
    { id: work.id, displayId: 'TKT-1', contacts: ['REVU-5', 'REVU-6'], attachments: [] },
    { id: bare.id, displayId: bare.id, contacts: [], attachments: [] },
  ]);
  expect(JSON.parse(Buffer.from(page.raw).toString())).toEqual({ works: [work, bare] });
});

test('a contact among the reporters whose id cannot be read is not dropped in silence', async () => {
  const works = [{ id: 'don:1', reported_by: [{ id: 'don:new-format/5', type: 'rev_user' }] }];
  const server = await startServer((_request, response) => sendJson(response, 200, { works }));
  const failed = relationOf(crmAt(server.origin), 'reported').list({ contact: 'REVU-5', cursor: null });
  await expect(failed).rejects.toMatchObject({ kind: 'bad-answer' });
});

test.each(['', 'user_5', 'DEVU-5'])('tickets of %j are never asked for', async (contact) => {
  const server = await startServer((_request, response) => sendJson(response, 200, { works: [] }));
  const failed = relationOf(crmAt(server.origin), 'reported').list({ contact, cursor: null });
  await expect(failed).rejects.toMatchObject({ kind: 'invalid' });
  expect(server.requests).toHaveLength(0);
});
