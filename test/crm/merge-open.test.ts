import { expect, test } from 'vitest';
import { send } from './merges.ts';
import { crmAt, recordingBudget, sendJson, startRawServer, startServer } from './servers.ts';

const UNREACHABLE = { name: 'CrmError', kind: 'unreachable', retryable: true };

test('a refused connection is told before anything is sent', async () => {
  const server = await startRawServer();
  await server.stop();
  await expect(crmAt(server.origin).openMerge()).rejects.toMatchObject(UNREACHABLE);
});

test('a name that does not resolve is told before anything is sent', async () => {
  await expect(crmAt('https://crm.invalid').openMerge()).rejects.toMatchObject(UNREACHABLE);
});

test('a server that speaks no TLS is told before anything is sent', async () => {
  const server = await startRawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const secure = server.origin.replace('http:', 'https:');
  await expect(crmAt(secure).openMerge()).rejects.toMatchObject(UNREACHABLE);
  expect(server.received.join('')).not.toContain('POST');
});

test('a handshake that does not end is given up at the deadline', async () => {
  const server = await startRawServer();
  const secure = server.origin.replace('http:', 'https:');
  await expect(crmAt(secure, { timeoutMs: 50 }).openMerge()).rejects.toMatchObject(UNREACHABLE);
});

test('a caller that gives up gets its own reason back', async () => {
  const server = await startRawServer();
  const secure = server.origin.replace('http:', 'https:');
  const caller = new AbortController();
  const opening = crmAt(secure).openMerge({ signal: caller.signal });
  caller.abort(new Error('cancelled by Ann'));
  await expect(opening).rejects.toThrow('cancelled by Ann');
});

test('opening spends the reserved call, and sending waits for nothing', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, {}));
  const budget = recordingBudget();
  const connection = await crmAt(server.origin, { budget }).openMerge({ reservation: 'pair-1' });
  expect(budget.log).toEqual(['acquire pair-1']);
  await send(connection);
  expect(budget.log).toEqual(['acquire pair-1']);
});

test('every merge has a connection of its own', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, {}));
  const crm = crmAt(server.origin);
  await send(await crm.openMerge());
  await send(await crm.openMerge());
  expect([server.requests.length, server.connections()]).toEqual([2, 2]);
});
