import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ndjsonLines } from '../../api/customers/ndjson-lines.ts';
import { sharedApi } from './api.ts';
import { rawClient, uploadHead } from './raw-client.ts';
import { CSV, countStored, NDJSON, upload } from './uploads.ts';

const api = sharedApi();
const MIB = 1024 * 1024;

/** Lines for ever that are no records, and how many bytes of them were asked for. */
function endless(header: string): { body: ReadableStream<Uint8Array>; sent: () => number } {
  let sent = 0;
  const piece = Buffer.from('x\n'.repeat(32_768));
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const next = sent === 0 && header !== '' ? Buffer.from(header) : piece;
      sent += next.length;
      controller.enqueue(next);
    },
  });
  return { body, sent: () => sent };
}

test.each([
  { type: NDJSON, header: '' },
  { type: CSV, header: 'customer_id,name,email,source\n' },
])('$type: after a hundred errors nothing more is read, and the answer comes', async ({ type, header }) => {
  const { body, sent } = endless(header);
  const answer = await upload(api(), { type, body });
  expect(answer).toMatchObject({
    status: 422,
    type: 'application/problem+json',
    body: { refused: 100, error_count: 100, detail: expect.stringContaining('reading stopped there') },
  });
  expect(answer.body.errors).toHaveLength(100);
  expect(sent()).toBeLessThan(16 * MIB);
});

test('A sender that reads nothing before it has sent all gets the answer too', async () => {
  const piece = 'x\n'.repeat(100_000);
  const client = rawClient(api().url);
  client.socket.pause();
  await client.write(uploadHead(10 * piece.length, NDJSON));
  for (let sent = 0; sent < 10; sent += 1) {
    await client.write(piece);
    await sleep(100);
  }
  client.socket.resume();
  expect(await client.got).toMatch(/^HTTP\/1\.1 422 [\s\S]*"error_count":100/);
});

test('With partial=true all lines are read and counted, and others are not kept waiting for it', async () => {
  const lines = 60_000;
  const good = '{"customer_id":1,"name":"Ada","email":"ada@example.com","source":"hubspot"}\n';
  let isAnswered = false;
  const sending = upload(api(), {
    type: NDJSON,
    body: `${'x\n'.repeat(lines)}${good}`,
    query: '?partial=true',
  }).finally(() => (isAnswered = true));
  let others = 0;
  for (; !isAnswered; others += 1) {
    await (await fetch(`${api().url}/`)).text();
  }
  expect(await sending).toMatchObject({
    status: 201,
    body: { details: { count: 1, refused: lines }, error_count: lines, errors: { length: 100 } },
  });
  expect(others).toBeGreaterThan(5);
  expect(await countStored(api())).toBe(1);
});

test('Of lines of NDJSON that came together no more than 500 are read in one turn', async () => {
  const source = async function* () {
    yield Buffer.from('x\n'.repeat(1200));
  };
  const sizes: number[] = [];
  for await (const lines of ndjsonLines(source())) sizes.push(lines.length);
  expect(sizes).toEqual([500, 500, 200, 0]);
});
