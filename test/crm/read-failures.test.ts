import { expect, test } from 'vitest';
import { revUser } from './contacts.ts';
import { crmAt, sendJson, startRawServer, startServer } from './servers.ts';

test('a refused connection is unreachable', async () => {
  const server = await startServer(() => {});
  await server.stop();
  const failed = crmAt(server.origin).readContact('REVU-5');
  await expect(failed).rejects.toMatchObject({ kind: 'unreachable', retryable: true, status: null });
});

test('a name that does not resolve is unreachable', async () => {
  const failed = crmAt('https://crm.invalid').readContact('REVU-5');
  await expect(failed).rejects.toMatchObject({
    kind: 'unreachable',
    message: expect.stringMatching(/^POST rev-users\.get: .*\((ENOTFOUND|EAI_AGAIN)\)$/),
  });
});

test('a reset after the request is unreachable, and the request is made once', async () => {
  const server = await startServer((_request, _response, incoming) => incoming.socket.resetAndDestroy());
  const failed = crmAt(server.origin).readContact('REVU-5');
  await expect(failed).rejects.toMatchObject({ kind: 'unreachable', retryable: true });
  expect(server.requests).toHaveLength(1);
});

test('a kept connection that dies under the next request is unreachable, and nothing is asked twice', async () => {
  const server = await startServer((_request, response, incoming) => {
    if (server.requests.length > 1) incoming.socket.destroy();
    else sendJson(response, 200, revUser(5));
  });
  const crm = crmAt(server.origin);
  await crm.readContact('REVU-5');
  await expect(crm.readContact('REVU-5')).rejects.toMatchObject({ kind: 'unreachable', retryable: true });
  expect(server.requests).toHaveLength(2);
});

test('an answer cut off in its body is unreachable', async () => {
  const server = await startServer((_request, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('{"rev_user":');
    setImmediate(() => response.destroy());
  });
  await expect(crmAt(server.origin).readContact('REVU-5')).rejects.toMatchObject({ kind: 'unreachable' });
});

test('an answer that is not HTTP is a bad answer', async () => {
  const server = await startRawServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
  await expect(crmAt(server.origin).readContact('REVU-5')).rejects.toMatchObject({ kind: 'bad-answer' });
});

test('a 500 is made once', async () => {
  const server = await startServer((_request, response) => sendJson(response, 500, { type: 'internal_error' }));
  await expect(crmAt(server.origin).readContact('REVU-5')).rejects.toMatchObject({ kind: 'server', status: 500 });
  expect(server.requests).toHaveLength(1);
});
