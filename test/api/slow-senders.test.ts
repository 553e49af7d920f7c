import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { paced } from '../../api/bounds/paced.ts';
import { until } from '../support/outcome.ts';
import { openTransactions, send, sharedApi } from './api.ts';
import { rawClient, uploadHead } from './raw-client.ts';
import { countStored } from './uploads.ts';

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

test('What we do with a chunk is not the time of its sender', async () => {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        await sleep(20);
        sent += 1;
        if (sent > 4) controller.close();
        else controller.enqueue(new Uint8Array(100));
      },
    },
    { highWaterMark: 0 },
  );
  const pace = { leastBytes: 1000, withinMs: 200, deadlineMs: 60_000, tooSlow: () => new Error('too slow') };
  let bytes = 0;
  for await (const chunk of paced(body, pace)) {
    bytes += chunk.length;
    await sleep(150);
  }
  expect(bytes).toBe(400);
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
