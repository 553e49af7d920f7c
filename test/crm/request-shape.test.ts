import { expect, test } from 'vitest';
import { revUser } from './contacts.ts';
import { crmAt, sendJson, startServer } from './servers.ts';

test('a call is a POST of JSON to one dotted path with a bearer token and no version', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, revUser(5)));
  await crmAt(server.origin).readContact('REVU-5');
  const [request] = server.requests;
  expect(request).toMatchObject({ method: 'POST', path: '/rev-users.get', body: '{"id":"REVU-5"}' });
  expect(request?.headers).toMatchObject({ authorization: 'Bearer secret-token', 'content-type': 'application/json' });
  expect(request?.headers).not.toHaveProperty('x-devrev-version');
});

test('the version is sent when it is configured', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, revUser(5)));
  await crmAt(server.origin, { apiVersion: '2024-01-24' }).readContact('REVU-5');
  expect(server.requests[0]?.headers['x-devrev-version']).toBe('2024-01-24');
});

test('the token is asked anew for every call', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, revUser(5)));
  const tokens = ['first', 'second'];
  const crm = crmAt(server.origin, { token: () => tokens.shift() ?? '' });
  await crm.readContact('REVU-5');
  await crm.readContact('REVU-5');
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second']);
});

test.each(['', 'two words', 'line\nbreak'])('the token %j is refused without a request', async (token) => {
  const server = await startServer((_request, response) => sendJson(response, 200, revUser(5)));
  await expect(crmAt(server.origin, { token }).readContact('REVU-5')).rejects.toMatchObject({ kind: 'unauthorized' });
  expect(server.requests).toHaveLength(0);
});

test('reads keep their connections', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, revUser(5)));
  const crm = crmAt(server.origin);
  for (let call = 0; call < 10; call++) await crm.readContact('REVU-5');
  // undici rests a connection for one turn after an answer, so a second one may be opened.
  expect(server.requests).toHaveLength(10);
  expect(server.connections()).toBeLessThanOrEqual(2);
});
