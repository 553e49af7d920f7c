import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { until } from '../support/outcome.ts';
import { openTransactions, send, sharedApi } from './api.ts';
import { rawClient, uploadHead } from './raw-client.ts';
import { CSV, countStored } from './uploads.ts';

/** 4,000 bytes in 400 ms: so slow a sender is cut. */
const PACE = { leastBytes: 4000, withinMs: 400 };
const api = sharedApi({}, { bounds: PACE, times: { connectionsCheckingInterval: 50 } });
const HEADER = 'customer_id,name,email,source\n';
const ROW = '1,Ada,ada@example.com,hubspot\n';

beforeEach(async () => {
  await send(`${api().url}/api/v1/customers`, undefined, 'DELETE');
});

test('An upload that moves is taken, however long it takes', async () => {
  const piece = ROW.repeat(150);
  const pieces = 15;
  const client = rawClient(api().url);
  await client.write(uploadHead(HEADER.length + pieces * piece.length) + HEADER);
  for (let sent = 0; sent < pieces; sent += 1) {
    await sleep(100);
    await client.write(piece);
  }
  expect(await client.got).toMatch(/^HTTP\/1\.1 201 /);
  expect(await countStored(api())).toBe(150 * pieces);
});

test('An upload that drips is cut off with an answer, and writes nothing', async () => {
  const client = rawClient(api().url);
  // So much is more than a piece: its records are on their way to Postgres.
  await client.write(uploadHead(1_000_000) + HEADER + ROW.repeat(3000));
  const dripping = setInterval(() => client.socket.write(ROW), 50);
  onTestFinished(() => clearInterval(dripping));
  const got = await client.got;
  expect(got).toMatch(/^HTTP\/1\.1 408 /);
  expect(got).toContain('urn:contact-dedupe:problem:upload-too-slow');
  await until('no connection is kept', async () => (await openTransactions(api())) === 0);
  expect(await countStored(api())).toBe(0);
});

test('One record that drips is cut off as well', async () => {
  const client = rawClient(api().url);
  const head = 'POST /api/v1/customers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';
  await client.write(`${head}Content-Length: 999\r\n\r\n{`);
  const dripping = setInterval(() => client.socket.write(' '), 50);
  onTestFinished(() => clearInterval(dripping));
  expect(await client.got).toMatch(/^HTTP\/1\.1 408 [\s\S]*\{"detail":"Request Timeout/);
});

test('Time that the database takes is not the time of the sender', async () => {
  const { store, url } = api();
  const blocking = await store.pool.connect();
  onTestFinished(() => blocking.release(true));
  await blocking.query('begin; lock table customers in share mode');
  // More than all the buffers on the way hold, so that the sender has to wait.
  const rows = 150_000;
  const body = HEADER + ROW.repeat(rows);
  const sending = fetch(`${url}/api/v1/customers/upload`, { method: 'POST', headers: { 'content-type': CSV }, body });
  const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await until('the upload waits', async () => (await store.pool.query(waiting)).rowCount === 1);
  await sleep(2 * PACE.withinMs);
  await blocking.query('rollback');
  expect((await sending).status).toBe(201);
  expect(await countStored(api())).toBe(rows);
});

test('What moves and never ends is cut off all the same', async () => {
  const short = api().settings.bounds;
  const deadlineMs = short.deadlineMs;
  onTestFinished(() => {
    short.deadlineMs = deadlineMs;
  });
  short.deadlineMs = 700;
  const client = rawClient(api().url);
  await client.write(uploadHead(30_000_000) + HEADER);
  const sending = setInterval(() => client.socket.write(ROW.repeat(150)), 50);
  onTestFinished(() => clearInterval(sending));
  expect(await client.got).toMatch(/^HTTP\/1\.1 408 /);
  expect(await countStored(api())).toBe(0);
});
