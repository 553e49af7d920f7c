import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { until } from '../support/outcome.ts';
import { send, sharedApi } from './api.ts';
import { CSV, countStored, stored } from './uploads.ts';

const api = sharedApi();

beforeEach(async () => {
  await send(`${api().url}/api/v1/customers`, undefined, 'DELETE');
});

const ADA = { customer_id: 1, name: 'Ada', email: 'ada@example.com', source: 'hubspot' };
const BOB = { ...ADA, customer_id: 2, name: 'Bob' };
const csv = (name: string): string => `customer_id,name,email,source\n1,${name},ada@example.com,hubspot\n`;
const ONE = {
  path: '/api/v1/customers',
  type: 'application/json',
  body: JSON.stringify(ADA),
  other: JSON.stringify(BOB),
};
const BULK = {
  path: '/api/v1/customers/bulk',
  type: 'application/json',
  body: JSON.stringify({ customers: [ADA] }),
  other: JSON.stringify({ customers: [BOB] }),
};
const UPLOAD = { path: '/api/v1/customers/upload', type: CSV, body: csv('Ada'), other: csv('Bob') };
const ROUTES = [ONE, BULK, UPLOAD];

interface Sent {
  path: string;
  type: string;
  body: string;
}

async function post(
  { path, type, body }: Sent,
  key: string,
): Promise<{ status: number; headers: Headers; text: string }> {
  const headers = { 'content-type': type, 'idempotency-key': key };
  const response = await fetch(api().url + path, { method: 'POST', headers, body });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

test.each(ROUTES)(
  '$path: the same request under the same key is done once, and answered the same again',
  async (sent) => {
    const key = randomUUID();
    const first = await post(sent, key);
    expect(first.status).toBe(201);
    expect(first.headers.has('idempotent-replayed')).toBe(false);
    // The draft's own spelling is a quoted string.
    for (const spelling of [key, `"${key}"`]) {
      const again = await post(sent, spelling);
      expect(again).toMatchObject({ status: 201, text: first.text });
      expect(again.headers.get('idempotent-replayed')).toBe('true');
      expect(again.headers.get('content-type')).toBe('application/json');
    }
    expect(await stored(api(), 'name')).toEqual([['Ada']]);
    expect((await post(sent, randomUUID())).status).toBe(201);
    expect(await countStored(api())).toBe(2);
  },
);

test.each(ROUTES)('$path: another body under the same key is refused', async (sent) => {
  const key = randomUUID();
  await post(sent, key);
  const answer = await post({ ...sent, body: sent.other }, key);
  expect(answer.status).toBe(422);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(JSON.parse(answer.text).type).toBe('urn:contact-dedupe:problem:idempotency-key-reused');
  expect(await stored(api(), 'name')).toEqual([['Ada']]);
});

test('A refused request leaves its key free, for the mended one', async () => {
  const key = randomUUID();
  const sent = UPLOAD;
  expect((await post({ ...sent, body: csv('') }, key)).status).toBe(422);
  expect((await post(sent, key)).status).toBe(201);
  // With partial=true the same bytes ask for something else.
  expect((await post({ ...sent, path: `${sent.path}?partial=true` }, key)).status).toBe(422);
  expect((await post({ ...sent, body: csv('') }, key)).status).toBe(422);
  expect(await countStored(api())).toBe(1);
});

test('Of twenty at once under one key one writes, the others are told to wait', async () => {
  const key = randomUUID();
  const { store } = api();
  const client = await store.pool.connect();
  onTestFinished(() => client.release(true));
  await client.query('begin; lock table customers in share mode');
  let answered = 0;
  const sending = Array.from({ length: 20 }, async () => {
    const answer = await post(ONE, key);
    answered += 1;
    return answer;
  });
  // The one that writes waits for the table.
  await until('all but one are answered', () => answered === 19);
  await client.query('rollback');
  const answers = await Promise.all(sending);
  expect(await countStored(api())).toBe(1);
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  for (const { headers, text } of answers.filter(({ status }) => status !== 201)) {
    expect(headers.get('retry-after')).toBe('1');
    expect(JSON.parse(text)).toMatchObject({ type: 'urn:contact-dedupe:problem:request-under-way', status: 409 });
  }
  expect((await post(ONE, key)).headers.get('idempotent-replayed')).toBe('true');
});

test('While an upload is under way its key answers 409, and when it breaks off the key is free', async () => {
  const key = randomUUID();
  const { store, url } = api();
  const { path } = UPLOAD;
  const uploading = request(url + path, { method: 'POST', headers: { 'content-type': CSV, 'idempotency-key': key } });
  uploading.on('error', () => {});
  uploading.write(`customer_id,name,email,source\n${'1,Ada,ada@example.com,hubspot\n'.repeat(3000)}`);
  const locks = async () =>
    (
      await store.pool.query(`select from pg_locks where locktype = 'advisory'
       and database = (select oid from pg_database where datname = current_database())`)
    ).rowCount;
  await until('the upload has its key', async () => (await locks()) === 1);
  const again = await post(UPLOAD, key);
  expect(again).toMatchObject({ status: 409, text: expect.stringContaining('request-under-way') });
  // The same key elsewhere is another one.
  expect((await post(ONE, key)).status).toBe(201);
  uploading.destroy();
  await until('the key is free', async () => (await locks()) === 0);
  expect((await post(UPLOAD, key)).status).toBe(201);
  expect(await countStored(api())).toBe(2);
});

test('A connection that is lost before the commit leaves neither records nor key', async () => {
  const key = randomUUID();
  const { store } = api();
  // Whoever keeps a key now waits, its records written: there its connection is ended.
  const client = await store.pool.connect();
  onTestFinished(() => client.release(true));
  await client.query('begin; lock table idempotency_keys in share mode');
  const sending = post(BULK, key);
  const waiting = `from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await until('the request waits', async () => (await store.pool.query(`select ${waiting}`)).rowCount === 1);
  await store.pool.query(`select pg_terminate_backend(pid) ${waiting}`);
  expect((await sending).status).toBe(503);
  await client.query('rollback');
  expect(await countStored(api())).toBe(0);
  const again = await post(BULK, key);
  expect(again.status).toBe(201);
  expect(again.headers.has('idempotent-replayed')).toBe(false);
  expect(await countStored(api())).toBe(1);
});

test('A key lives for 24 hours, and is dropped by the next one after that', async () => {
  const { store } = api();
  const key = randomUUID();
  await post(ONE, key);
  const { rows } = await store.pool.query(
    `select extract(epoch from expires_at - clock_timestamp())::float as seconds from idempotency_keys`,
  );
  expect(rows[0].seconds).toBeGreaterThan(86_000);
  expect(rows[0].seconds).toBeLessThanOrEqual(86_400);
  await store.pool.query(`update idempotency_keys set expires_at = clock_timestamp() - interval '1 second'`);
  expect((await post(ONE, key)).headers.has('idempotent-replayed')).toBe(false);
  expect(await countStored(api())).toBe(2);
  await store.pool.query(`update idempotency_keys set expires_at = clock_timestamp() - interval '1 second'`);
  await post(ONE, 'another');
  expect((await store.pool.query('select key from idempotency_keys')).rows).toEqual([{ key: 'another' }]);
});

test('Deleting all records forgets the keys: what was answered may tell of a record', async () => {
  await post(ONE, 'gone');
  const deleted = await send(`${api().url}/api/v1/customers`, undefined, 'DELETE');
  expect(deleted.body).toMatchObject({ details: { deleted_count: 1 } });
  expect((await api().store.pool.query('select from idempotency_keys')).rowCount).toBe(0);
});

test.each(['', ' ', 'two words', 'ünique', 'x'.repeat(256), '""'])('The key %j is refused', async (key) => {
  for (const sent of ROUTES) {
    const answer = await post(sent, Buffer.from(key).toString('latin1')).catch(() => null);
    expect(answer?.status, sent.path).toBe(400);
    expect(JSON.parse(answer?.text ?? '').type).toBe('urn:contact-dedupe:problem:idempotency-key-invalid');
  }
  expect(await countStored(api())).toBe(0);
});

test('The longest key is taken', async () => {
  expect((await post(ONE, '~'.repeat(255))).status).toBe(201);
});
