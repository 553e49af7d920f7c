import { expect, test } from 'vitest';
import { crmAt, sendJson, startServer } from './servers.ts';

test('the organization of the token is read from its own user', async () => {
  const dev_user = { id: 'don:identity:dvrv-us-1:devo/ACME12:devu/3', email: 'agent@example.com' };
  const server = await startServer((_request, response) => sendJson(response, 200, { dev_user }));
  expect(await crmAt(server.origin).identify()).toEqual({ org: 'ACME12', expiresAt: null, countedBy: dev_user.id });
  expect(server.requests[0]).toMatchObject({ path: '/dev-users.self', body: '{}' });
});

test('an id without an organization is a bad answer', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, { dev_user: { id: 'DEVU-3' } }));
  await expect(crmAt(server.origin).identify()).rejects.toMatchObject({ kind: 'bad-answer' });
});

test('a token that is refused is unauthorized', async () => {
  const server = await startServer((_request, response) => sendJson(response, 401, { type: 'token_expired' }));
  await expect(crmAt(server.origin).identify()).rejects.toMatchObject({ kind: 'unauthorized', retryable: false });
});
