import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { until } from '../support/outcome.ts';
import { query } from '../support/query.ts';
import { openTransactions, sharedApi } from './api.ts';

const api = sharedApi({ CUSTOMER_SOURCES: 'a,b' });

beforeEach(async () => {
  await query(api().databaseUrl, 'truncate customers');
});

/** So many different e-mails, each in both sources; every second one has a phone. */
async function fill(count: number): Promise<void> {
  await query(
    api().databaseUrl,
    `insert into customers (customer_id, name, email, email_key, phone_key, source)
     select number, 'Ada', 'ada@example.com', number || '@example.com', case number % 2 when 0 then '+61' || number end, source
     from generate_series(1, ${count}) as number, unnest(array['a', 'b']) as source`,
  );
}

const ask = (path: string): Promise<Response> => fetch(`${api().url}/api/v1/deduplication/${path}`);

// A piece is 5,000 rows, of which the first has counts.
test.each([0, 1, 4999, 5000, 9999, 10_001])('A set of %i is whole, in order and counted', async (count) => {
  await fill(count);
  const emails = Array.from({ length: count }, (_, index) => `${index + 1}@example.com`).sort();
  const union = await (await ask('sets?op=union&sources=a,b&by=email')).json();
  expect(union).toMatchObject({ count, total_records: 2 * count, without_key: 0, values: emails });
  const phones = (await (await ask('analyze?by=phone')).json()) as Record<string, unknown>;
  const unique = Math.floor(count / 2);
  expect(phones).toMatchObject({
    unique_customers: unique,
    duplicates_found: unique,
    without_key: 2 * (count - unique),
  });
  expect(phones.unique_phones).toHaveLength(unique);
  const compared = await (await ask('compare-sources?by=email')).json();
  expect(compared).toMatchObject({ in_all_sources: emails, only_in_a: [], only_in_b: [], a_count: count });
});

test('Readers that leave a large set keep no connection, and while it is made others get their answers', async () => {
  await fill(150_000);
  const { store } = api();
  const client = await store.pool.connect();
  onTestFinished(() => client.release(true));
  await client.query('begin; lock table customers in access exclusive mode');
  const paths = ['sets?op=union&sources=a,b&by=email', 'analyze?by=email', 'compare-sources?by=email'];
  // As many as there are places for.
  const asked = [...paths, ...paths, ...paths].slice(1).map((path) => ask(path));
  let isAnswered = false;
  const first = Promise.any(asked).then(() => {
    isAnswered = true;
  });
  for (let other = 0; other < 10; other += 1) expect((await fetch(`${api().url}/`)).status).toBe(200);
  expect(isAnswered).toBe(false);
  await client.query('rollback');
  await first;
  await Promise.all(asked.map(async (answer) => (await answer).body?.cancel()));
  await until('no set is being read any more', async () => (await openTransactions(api())) === 0);
  expect((await ask('sets?op=union&sources=a&by=phone')).status).toBe(200);
});
