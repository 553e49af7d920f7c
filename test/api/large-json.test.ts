import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { openJsonReader } from '../../api/json/reader.ts';
import { send, sharedApi } from './api.ts';
import { rawClient } from './raw-client.ts';
import { countStored, NDJSON, stored, upload } from './uploads.ts';

const api = sharedApi({ API_UPLOAD_LIMIT: String(8 * 1024 * 1024) }, { bounds: { withinMs: 1500, bodyBytes: 0 } });
const ADA = { customer_id: 1, name: 'Ada', email: 'ada@example.com', source: 'hubspot' };
const BULK = '/api/v1/customers/bulk';
const SOURCES = ['hubspot'];

beforeEach(async () => {
  await send(`${api().url}/api/v1/customers`, undefined, 'DELETE');
});

async function post(path: string, body: string): Promise<{ status: number; retryAfter: string | null; text: string }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(api().url + path, { method: 'POST', headers, body });
  return { status: response.status, retryAfter: response.headers.get('retry-after'), text: await response.text() };
}

function timeOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** A record with so many fields that nobody asked for. */
function withFields(count: number): string {
  const fields = Array.from({ length: count }, (_, index) => `,"field${index}":"a: \\"{b}\\""`);
  return `${JSON.stringify(ADA).slice(0, -1)}${fields.join('')}}`;
}

test('A record of hundreds of thousands of fields is refused, and nobody waits while it is read', async () => {
  const fields = Array.from({ length: 400_000 }, (_, index) => `"k${index}":1`);
  const body = `{"customers":[{${fields.join(',')}}]}`;
  const parsing = Math.min(...[1, 2, 3].map(() => timeOf(() => JSON.parse(body))));
  let longest = Number.POSITIVE_INFINITY;
  // Others on this machine make a try look worse, none better.
  for (let tries = 0; tries < 10 && longest >= parsing / 2; tries += 1) {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const answer = await post(BULK, body);
    delay.disable();
    expect(answer).toMatchObject({ status: 413, text: expect.stringContaining('an object of more than 1000 fields') });
    longest = Math.min(longest, delay.max / 1e6);
  }
  expect(longest).toBeLessThan(parsing / 2);
});

test('A thousand fields are passed over, one more is too many: in a record, in many, and in a line', async () => {
  expect((await post('/api/v1/customers', withFields(996))).status).toBe(201);
  expect((await post('/api/v1/customers', withFields(997))).status).toBe(413);
  expect((await post(BULK, `{"customers":[${withFields(996)},${withFields(996)}]}`)).status).toBe(201);
  expect((await post(BULK, `{"customers":[${withFields(997)}]}`)).status).toBe(413);
  const lines = `${withFields(996)}\n${withFields(997)}\n`;
  const answer = await upload(api(), { type: NDJSON, body: lines, query: '?partial=true' });
  expect(answer.body.errors).toEqual([{ line: 2, column: null, problem: 'has an object of more than 1000 fields' }]);
  expect(await countStored(api())).toBe(4);
});

test('A large body is taken as a small one is: exact ids, the place of each fault, the place where it is no JSON', async () => {
  const many = (last: string): string => `\uFEFF{"customers":[${`${JSON.stringify(ADA)},`.repeat(15_999)}${last}]}`;
  const exact = JSON.stringify(ADA).replace('1', '9223372036854775807').replace('Ada', '\u{1F600} é');
  expect(await post(BULK, many(exact))).toMatchObject({ status: 201, text: expect.stringContaining('"count":16000') });
  expect((await stored(api(), 'customer_id::text, name')).at(-1)).toEqual(['9223372036854775807', '\u{1F600} é']);
  expect(await countStored(api())).toBe(16_000);
  const faulty = await post(BULK, many(JSON.stringify({ ...ADA, name: '' })));
  expect(faulty.status).toBe(422);
  expect(JSON.parse(faulty.text).detail).toMatchObject([{ loc: ['body', 'customers', 15_999, 'name'] }]);
  const broken = await post(BULK, many('x'));
  expect(broken.status).toBe(422);
  expect(JSON.parse(broken.text).detail).toMatchObject([{ loc: ['body', many('').length - 3], type: 'json_invalid' }]);
});

test('Large bodies that come together are each read as if alone', async () => {
  const counts = [17_000, 15_001, 16_000];
  const answers = counts.map((count) => post(BULK, JSON.stringify({ customers: Array(count).fill(ADA) })));
  for (const [index, answer] of (await Promise.all(answers)).entries()) {
    expect(JSON.parse(answer.text)).toMatchObject({ details: { count: counts[index] } });
  }
  expect(await countStored(api())).toBe(48_001);
});

test('More bytes than may be held at once are refused at once, until those before are through or cut off', async () => {
  const head = `POST ${BULK} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 8000000\r\n\r\n`;
  const senders = Array.from({ length: 3 }, () => rawClient(api().url));
  onTestFinished(() => {
    for (const { socket } of senders) socket.destroy();
  });
  // Two of them may stay, and are cut off in the end.
  const sending = senders.map(({ write }) => write(head + ' '.repeat(4_000_000)));
  await Promise.race(senders.map(({ socket }) => once(socket, 'data')));
  const log = api().log.join('');
  expect(log).toContain('"status":503');
  expect(log).not.toContain('"status":408');
  await Promise.all(sending);
  const got = (await Promise.all(senders.map((sender) => sender.got))).sort();
  expect(got.map((text) => text.slice(9, 12))).toEqual(['408', '408', '503']);
  expect(got[2]?.toLowerCase()).toContain('retry-after: 2');
  expect((await post(BULK, JSON.stringify({ customers: Array(10_000).fill(ADA) }))).status).toBe(201);
});

test('A body that takes longer to read than it may is refused, and the next one is read', async () => {
  const large = (count: number) => Buffer.from(JSON.stringify({ customers: Array(count).fill(ADA) }));
  const body = { sources: SOURCES, isBulk: true };
  const hurried = openJsonReader({ deadlineMs: 1 });
  const both = await Promise.all([
    hurried.read({ ...body, bytes: large(16_000) }),
    hurried.read({ ...body, bytes: large(1) }),
  ]);
  expect(both).toEqual([
    { status: 413, what: expect.stringContaining('more time or memory') },
    { customers: [expect.objectContaining({ customerId: 1 })] },
  ]);
});
