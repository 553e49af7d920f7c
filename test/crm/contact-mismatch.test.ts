import { expect, test } from 'vitest';
import { don, revUser } from './contacts.ts';
import { crmAt, sendJson, startServer } from './servers.ts';

const OTHER_ORG = 'don:identity:dvrv-us-1:devo/OTHER:revu/5';

test.each([
  ['another contact', 'REVU-5', revUser(6)],
  ['another display id', 'REVU-5', revUser(5, { display_id: 'REVU-6' })],
  ['an id in other letters', 'REVU-ab', revUser('AB')],
  ['a contact of another organization', don(5), revUser(5, { id: OTHER_ORG })],
  ['something that is no contact', 'REVU-5', revUser(5, { id: 'don:identity:dvrv-us-1:devo/ACME12:devu/5' })],
])('an answer that holds %s is not taken for the one asked for', async (_what, id, body) => {
  const server = await startServer((_request, response) => sendJson(response, 200, body));
  await expect(crmAt(server.origin).readContact(id)).rejects.toMatchObject({ kind: 'bad-answer', status: 200 });
});

test('an id that is no contact id is refused without a request', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, revUser(5)));
  await expect(crmAt(server.origin).readContact('user_5')).rejects.toMatchObject({ kind: 'invalid', retryable: false });
  expect(server.requests).toHaveLength(0);
});
