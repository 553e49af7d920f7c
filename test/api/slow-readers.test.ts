import type { Context } from 'hono';
import { beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { streamJson } from '../../api/customers/stream.ts';
import type { RouteOptions } from '../../api/options.ts';
import { until } from '../support/outcome.ts';
import { fillByDatabase, openTransactions, send, sharedApi } from './api.ts';
import { type RawClient, rawClient, uploadHead } from './raw-client.ts';
import { upload } from './uploads.ts';

/** 64 KiB in 3 s: so slow a client is cut off, and eight have begun before, also where the machine is slow. */
const WITHIN_MS = 3000;
const api = sharedApi({}, { bounds: { withinMs: WITHIN_MS } });
const MANY = 60_000;
const HEADER = 'customer_id,name,email,source\n';
const ROW = '1,Ada,ada@example.com,hubspot\n';
const LIST = 'GET /api/v1/customers HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
const BY_EMAIL = '/api/v1/deduplication/compare-sources?by=email';

beforeAll(() => fillByDatabase(api(), MANY));
beforeEach(() => {
  api().log.length = 0;
});

/** A client for the time of the test. */
function client(): RawClient {
  const opened = rawClient(api().url);
  onTestFinished(() => void opened.socket.destroy());
  return opened;
}

/** A reader of the whole list, that takes a chunk of some KiB at most and then pauses, or stands still. */
async function readList(pauseMs: number | null): Promise<RawClient> {
  const reader = client();
  if (pauseMs === null) reader.socket.pause();
  else {
    reader.socket.on('data', () => {
      reader.socket.pause();
      setTimeout(() => reader.socket.resume(), pauseMs);
    });
  }
  await reader.write(LIST);
  return reader;
}

/** What is answered while all places are taken, and how long it took. */
async function refusals(): Promise<string[]> {
  const list = fetch(`${api().url}/api/v1/customers`);
  const compared = fetch(api().url + BY_EMAIL);
  const uploading = fetch(`${api().url}/api/v1/customers/upload`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: HEADER + ROW,
  });
  const answers = await Promise.all([list, compared, uploading]);
  await Promise.all(answers.map((answer) => answer.body?.cancel()));
  return answers.map(({ status, headers }) => `${status} ${headers.get('retry-after')}`);
}

/** Lists, comparisons by e-mail and uploads are answered. */
async function expectAllIsWell(): Promise<void> {
  expect((await send(api().url + BY_EMAIL, undefined, 'GET')).status).toBe(200);
  expect((await upload(api(), { body: HEADER + ROW })).status).toBe(201);
  const before = await fetch(`${api().url}/api/v1/customers/source/hubspot`);
  expect(await before.json()).not.toEqual([]);
}

test('Eight readers that stand still are cut off: until then others are told at once to come again, then they are answered', async () => {
  const readers = await Promise.all(Array.from({ length: 8 }, () => readList(null)));
  await until('all places are taken', async () => (await openTransactions(api())) === 8);
  expect(await refusals()).toEqual(['503 3', '503 3', '503 3']);
  await until('no list is being read any more', async () => (await openTransactions(api())) === 0);
  await expectAllIsWell();
  expect(api().log.filter((line) => line.includes('An answer was cut off: it was read too slowly'))).toHaveLength(8);
  for (const { socket } of readers) socket.resume();
  for (const { got } of readers) expect(await got).not.toMatch(/\r\n0\r\n\r\n$/);
});

test('Eight uploads that stand still are cut off, and keep nobody waiting before', async () => {
  const senders = Array.from({ length: 8 }, client);
  // So many rows are more than a piece: they are on their way to Postgres.
  for (const { write } of senders) await write(uploadHead(1_000_000) + HEADER + ROW.repeat(2000));
  await until('all places are taken', async () => (await openTransactions(api())) === 8);
  expect(await refusals()).toEqual(['503 3', '503 3', '503 3']);
  for (const { got } of senders) expect(await got).toMatch(/^HTTP\/1\.1 408 /);
  await expectAllIsWell();
});

test('A reader that is slow, and faster than the bounds, gets the whole of one state of the table', async () => {
  const [before] = await api()
    .store.pool.query('select count(*)::int as count from customers')
    .then(({ rows }) => rows);
  const reader = await readList(15);
  await until('the list is being read', async () => (await openTransactions(api())) === 1);
  await send(`${api().url}/api/v1/customers`, undefined, 'DELETE');
  const got = await reader.got;
  expect(got).toMatch(/\r\n0\r\n\r\n$/);
  // Chunks end anywhere.
  expect(got.replace(/\r\n[\da-f]+\r\n/g, '').match(/"customer_id":/g)).toHaveLength(before.count);
  expect(api().log.join('')).not.toContain('cut off');
  await fillByDatabase(api(), MANY);
});

test('A reader that is fast enough is cut off all the same when it takes too long', async () => {
  const { bounds } = api().settings;
  const { deadlineMs } = bounds;
  onTestFinished(() => {
    bounds.deadlineMs = deadlineMs;
  });
  bounds.deadlineMs = 500;
  const reader = await readList(25);
  const got = await reader.got;
  expect(got).toMatch(/^HTTP\/1\.1 200 /);
  expect(got).not.toMatch(/\r\n0\r\n\r\n$/);
  expect(api().log.join('')).toContain('An answer was cut off: it took too long');
  await until('no list is being read any more', async () => (await openTransactions(api())) === 0);
});

test('What is given at once to be read is what must be taken in time, however large the pieces are', async () => {
  const piece = 'x'.repeat(200_000);
  const pieces = async function* () {
    yield piece;
    yield '';
    yield 'y';
  };
  const options = { settings: api().settings, places: { take: () => () => {} } } as unknown as RouteOptions;
  const answer = await streamJson({ env: {} } as Context, pieces(), options);
  const sizes: number[] = [];
  let text = '';
  for await (const chunk of answer.body ?? []) {
    sizes.push(chunk.length);
    text += Buffer.from(chunk).toString();
  }
  expect(text).toBe(`${piece}y`);
  expect(sizes).toEqual([65_536, 65_536, 65_536, 200_000 - 3 * 65_536, 1]);
});
