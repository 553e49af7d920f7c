import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { until } from '../support/outcome.ts';
import { fillByDatabase, openTransactions, sharedApi, startTestApi, type TestApi, type TestApiOptions } from './api.ts';

const api = sharedApi();

/** One on the same records that gives its clients less time. Each test shortens what it is about alone: who is only slow is not cut off. */
async function hurried(options: Pick<TestApiOptions, 'times' | 'bounds'>): Promise<TestApi> {
  const started = await startTestApi({ databaseUrl: api().databaseUrl, ...options });
  onTestFinished(() => started.close());
  return started;
}

/** All but the last line of a request's headers. */
const half =
  'POST /api/v1/customers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n';

/** What a client gets that sends so much and then waits, until it is hung up on. */
function sendAndWait(to: TestApi, text: string, { reads = true } = {}): { answer: Promise<string>; socket: Socket } {
  const socket = connect(Number(new URL(to.url).port), '127.0.0.1');
  socket.write(text);
  let got = '';
  if (reads) socket.on('data', (chunk) => (got += chunk));
  return { socket, answer: new Promise((resolve) => socket.on('error', () => {}).on('close', () => resolve(got))) };
}

test('Who sends half a request and waits is hung up on', async () => {
  const times = { headersTimeout: 200, connectionsCheckingInterval: 50 };
  const server = await hurried({ times, bounds: { withinMs: 400 } });
  const texts = [half, `${half}\r\n{"customer_id"`];
  for (const answer of await Promise.all(texts.map((text) => sendAndWait(server, text).answer)))
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  const isWell = (): Promise<boolean> => fetch(`${server.url}/health`).then(({ status }) => status === 200);
  await until('others are answered', () => isWell().catch(() => false));
});

test('Who leaves in the middle of an upload leaves nothing, and no error of ours', async () => {
  const { socket } = sendAndWait(api(), `${half}\r\n{"customer_id"`);
  const before = api().log.length;
  setTimeout(() => socket.destroy(), 50);
  await until('the request is over', () => api().log.length > before);
  expect(api().log.slice(before).join('')).toContain('"status":400');
  expect(api().log.join('')).not.toContain('"level":50');
});

test('Who stops reading a long list is hung up on, and keeps no connection to the database', async () => {
  await fillByDatabase(api(), 60_000);
  const server = await hurried({ bounds: { withinMs: 400 } });
  const request = 'GET /api/v1/customers HTTP/1.1\r\nHost: localhost\r\n\r\n';
  const { socket } = sendAndWait(server, request, { reads: false });
  await until('the list is cut off', () =>
    server.log.join('').includes('An answer was cut off: it was read too slowly'),
  );
  await until('the connection is free again', async () => (await openTransactions(server)) === 0);
  socket.destroy();
});

test.each(['GET /', 'POST /nowhere', 'DELETE /api/v1/customers'])(
  '%s: who goes on sending when the answer is given is hung up on',
  async (what) => {
    const server = await hurried({ times: { restTimeout: 100 } });
    const { socket, answer } = sendAndWait(
      server,
      `${what} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n`,
    );
    const dripping = setInterval(() => socket.write('x'), 50);
    onTestFinished(() => clearInterval(dripping));
    expect(await answer).toMatch(/^HTTP\/1\.1 (200|404) /);
  },
);

test('Who waits for an answer that takes us long is not hung up on', async () => {
  const idleTimeout = 1_500;
  const server = await hurried({ times: { idleTimeout } });
  const client = await api().store.pool.connect();
  onTestFinished(() => client.release(true));
  await client.query('begin; lock table customers in access exclusive mode');
  const answer = fetch(`${server.url}/api/v1/customers?limit=1`);
  setTimeout(() => client.query('rollback'), 1.5 * idleTimeout);
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
