import { request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { csvLines } from '../../api/customers/csv-lines.ts';
import { ndjsonLines } from '../../api/customers/ndjson-lines.ts';
import { until } from '../support/outcome.ts';
import { sharedApi } from './api.ts';
import { CSV, countStored, NDJSON, upload } from './uploads.ts';

const LIMIT = 300_000;
const api = sharedApi({ API_UPLOAD_LIMIT: String(LIMIT) });

afterEach(async () => {
  await api().store.pool.query('delete from customers');
});

const HEADER = 'customer_id,name,email,source\n';
const ROW = '1,Ada,ada@example.com,hubspot\n';

/** Rows for ever, counting the bytes that were asked for. */
function endless(): { body: ReadableStream<Uint8Array>; sent: () => number } {
  let sent = 0;
  const piece = Buffer.from(ROW.repeat(300));
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const next = sent === 0 ? Buffer.from(HEADER) : piece;
      sent += next.length;
      controller.enqueue(next);
    },
  });
  return { body, sent: () => sent };
}

test('A body that turns out longer than the limit is refused while it is still being sent, and nothing is written', async () => {
  const { body, sent } = endless();
  const answer = await upload(api(), { body }).catch((error: Error) => error);
  // The sender sees the answer, or that nobody listens any more.
  if (!(answer instanceof Error)) {
    expect(answer).toMatchObject({ status: 413, type: 'application/problem+json' });
    expect(answer.body.type).toBe('urn:contact-dedupe:problem:upload-too-large');
  }
  expect(sent()).toBeLessThan(100 * LIMIT);
  expect(await countStored(api())).toBe(0);
});

test('A body whose length is said and too large is refused before it is read', async () => {
  const answer = await upload(api(), { body: HEADER + ROW.repeat(LIMIT / ROW.length + 1) });
  expect(answer).toMatchObject({ status: 413, body: { detail: 'An upload has 300000 bytes at most' } });
});

test.each([
  { type: CSV, start: HEADER, row: ROW },
  { type: NDJSON, start: '', row: '{"customer_id":1,"name":"Ada","email":"ada@example.com","source":"hubspot"}\n' },
])('$type: a stream that is cut in the middle writes nothing, and leaves no connection behind', async (sent) => {
  const { store, url } = api();
  const uploading = request(`${url}/api/v1/customers/upload`, {
    method: 'POST',
    headers: { 'content-type': sent.type, 'idempotency-key': 'cut' },
  });
  uploading.on('error', () => {});
  uploading.write(sent.start + sent.row.repeat(3000));
  // So much is more than a piece: its records are on their way to Postgres.
  await until('records are being written', async () => (await copying(store.pool)) === 1);
  uploading.destroy();
  await until('nothing is being written', async () => (await copying(store.pool)) === 0);
  expect(await countStored(api())).toBe(0);
  expect((await store.pool.query('select from idempotency_keys')).rowCount).toBe(0);
  const again = await upload(api(), {
    type: sent.type,
    body: sent.start + sent.row,
    headers: { 'idempotency-key': 'cut' },
  });
  expect(again).toMatchObject({ status: 201, body: { details: { count: 1 } } });
  await store.pool.query('delete from idempotency_keys');
});

async function copying(pool: {
  query: (text: string) => Promise<{ rowCount: number | null }>;
}): Promise<number | null> {
  const { rowCount } = await pool.query(
    `select from pg_stat_activity where datname = current_database() and query like 'copy customers%' and state = 'active'`,
  );
  return rowCount;
}

test.each([
  ['CSV', csvLines, '"a', 'a quote'],
  ['CSV', csvLines, 'a', 'is the header, and lacks'],
  ['NDJSON', ndjsonLines, '{"a', 'longer than 1048576 bytes'],
])('%s: a line without end is given up before it fills the memory', async (_, read, start, problem) => {
  let sent = 0;
  const source = async function* () {
    yield Buffer.from(start);
    for (; ; sent += 65_536) yield Buffer.alloc(65_536, 'a');
  };
  const reading = (async () => {
    for await (const lines of read(source())) expect(lines).toEqual([]);
  })();
  await expect(reading).rejects.toThrow(problem);
  expect(sent).toBeLessThan(5 * 1024 * 1024);
});
