import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { until } from '../support/outcome.ts';
import { fillByDatabase, openTransactions, sharedApi, startTestApi } from './api.ts';

const times = { headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50, idleTimeout: 1000 };
const api = sharedApi({}, times);

/** What a client gets that sends so much and then waits, until it is hung up on. */
function sendAndWait(text: string, { reads = true } = {}): { answer: Promise<string>; socket: Socket } {
  const socket = connect(Number(new URL(api().url).port), '127.0.0.1');
  socket.write(text);
  let got = '';
  if (reads) socket.on('data', (chunk) => (got += chunk));
  return { socket, answer: new Promise((resolve) => socket.on('error', () => {}).on('close', () => resolve(got))) };
}

test('Who sends half a request and waits is hung up on', async () => {
  const half =
    'POST /api/v1/customers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n';
  const answers = [sendAndWait(half), sendAndWait(`${half}\r\n{"customer_id"`)].map(({ answer }) => answer);
  for (const answer of await Promise.all(answers)) expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect((await fetch(`${api().url}/health`)).status).toBe(200);
});

test('Who stops reading a long list is hung up on, and keeps no connection to the database', async () => {
  await fillByDatabase(api(), 60_000);
  const { socket } = sendAndWait('GET /api/v1/customers HTTP/1.1\r\nHost: localhost\r\n\r\n', { reads: false });
  await until('the list is being read', async () => (await openTransactions(api())) === 1);
  await until('the connection is free again', async () => (await openTransactions(api())) === 0);
  socket.destroy();
});

test('An API that is told to end answers what it has begun, takes nothing new, and waits for nobody else', async () => {
  const ending = await startTestApi();
  await fillByDatabase(ending, 60_000);
  const list = await fetch(`${ending.url}/api/v1/customers`);
  const unused = connect(Number(new URL(ending.url).port), '127.0.0.1').on('error', () => {});
  const closed = ending.close();
  expect(await list.json()).toHaveLength(60_000);
  await closed;
  await expect(fetch(`${ending.url}/health`)).rejects.toThrow();
  unused.destroy();
});
