import { expect, test } from 'vitest';
import { don } from './contacts.ts';
import { followingOf } from './relation-of.ts';
import { crmAt, sendJson, startServer } from './servers.ts';

const ID = 'don:core:dvrv-us-1:devo/ACME12:ticket/1';
const WORK = { id: ID, display_id: 'TKT-1', reported_by: [{ id: don(5) }] };

test.each([ID, 'TKT-1'])('a ticket is read by %s', async (id) => {
  const server = await startServer((_request, response) => sendJson(response, 200, { work: WORK }));
  expect(await followingOf(crmAt(server.origin), 'reported').read(id)).toEqual({
    id: ID,
    displayId: 'TKT-1',
    contacts: ['REVU-5'],
    attachments: [],
  });
  expect(server.requests[0]).toMatchObject({ path: '/works.get', body: JSON.stringify({ id }) });
});

test('a ticket that the CRM does not find is null', async () => {
  const server = await startServer((_request, response) => sendJson(response, 404, { type: 'not_found' }));
  expect(await followingOf(crmAt(server.origin), 'reported').read('TKT-1')).toBeNull();
});

test('another ticket than the one asked for is a bad answer', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, { work: WORK }));
  await expect(followingOf(crmAt(server.origin), 'reported').read('TKT-2')).rejects.toMatchObject({
    kind: 'bad-answer',
  });
});
