import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { until } from '../support/outcome.ts';
import { fillByDatabase, openTransactions, sharedApi, startTestApi } from './api.ts';

const times = { headersTimeout: 200, connectionsCheckingInterval: 50, idleTimeout: 1000, restTimeout: 100 };
const api = sharedApi({}, { times, bounds: { withinMs: 400 } });

/** All but the last line of a request's headers. */
const half =
  'POST /api/v1/customers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n';

/** What a client gets that sends so much and then waits, until it is hung up on. */
function sendAndWait(text: string, { reads = true } = {}): { answer: Promise<string>; socket: Socket } {
  const socket = connect(Number(new URL(api().url).port), '127.0.0.1');
  socket.write(text);
  let got = '';
  if (reads) socket.on('data', (chunk) => (got += chunk));
  return { socket, answer: new Promise((resolve) => socket.on('error', () => {}).on('close', () => resolve(got))) };
}

test('Who sends half a request and waits is hung up on', async () => {
  const answers = [sendAndWait(half), sendAndWait(`${half}\r\n{"customer_id"`)].map(({ answer }) => answer);
  for (const answer of await Promise.all(answers)) expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect((await fetch(`${api().url}/health`)).status).toBe(200);
});

test('Who leaves in the middle of an upload leaves nothing, and no error of ours', async () => {
  const { socket } = sendAndWait(`${half}\r\n{"customer_id"`);
  const before = api().log.length;
  setTimeout(() => socket.destroy(), 50);
  await until('the request is over', () => api().log.length > before);
  expect(api().log.slice(before).join('')).toContain('"status":400');
  expect(api().log.join('')).not.toContain('"level":50');
});

test('Who stops reading a long list is hung up on, and keeps no connection to the database', async () => {
  await fillByDatabase(api(), 60_000);
  const { socket } = sendAndWait('GET /api/v1/customers HTTP/1.1\r\nHost: localhost\r\n\r\n', { reads: false });
  await until('the list is being read', async () => (await openTransactions(api())) === 1);
  await until('the connection is free again', async () => (await openTransactions(api())) === 0);
  socket.destroy();
});

test.each(['GET /', 'POST /nowhere', 'DELETE /api/v1/customers'])(
  '%s: who goes on sending when the answer is given is hung up on',
  async (what) => {
    const { socket, answer } = sendAndWait(`${what} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n`);
    const dripping = setInterval(() => socket.write('x'), 50);
    onTestFinished(() => clearInterval(dripping));
    expect(await answer).toMatch(/^HTTP\/1\.1 (200|404) /);
  },
);

test('Who waits for an answer that takes us long is not hung up on', async () => {
  const { store } = api();
  const client = await store.pool.connect();
  onTestFinished(() => client.release(true));
  await client.query('begin; lock table customers in access exclusive mode');
  const answer = fetch(`${api().url}/api/v1/customers?limit=1`);
  setTimeout(() => client.query('rollback'), 1.5 * times.idleTimeout);
  expect((await answer).status).toBe(200);
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
