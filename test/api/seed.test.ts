import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { runScript } from '../scripts/run-script.ts';
import { testFolder } from '../support/folder.ts';
import { query } from '../support/query.ts';
import { sharedApi } from './api.ts';

const TOKEN = 'the-token-of-this-file';
const api = sharedApi({ API_TOKEN: TOKEN });

async function answer(path: string): Promise<string> {
  const response = await fetch(api().url + path, { headers: { authorization: `Bearer ${TOKEN}` } });
  return await response.text();
}

function seed(args: string[], env: Record<string, string> = { API_TOKEN: TOKEN }) {
  return runScript({ env, folder: testFolder() }, ['seed-customers', '--url', api().url, ...args]);
}

test('The sample gives the answers that the description of the interface prints, and is never doubled without a word', async () => {
  expect(await seed(['--json'])).toMatchObject({ code: 0, out: expect.stringContaining('"loaded":12') });
  expect(await answer('/api/v1/deduplication/analyze')).toBe(
    '{"total_records":12,"unique_customers":8,"duplicates_found":4,"unique_customer_ids":[101,102,103,104,105,106,107,108]}',
  );
  expect(await answer('/api/v1/deduplication/compare-sources')).toBe(
    '{"in_all_sources":[],"only_in_salesforce":[101],"only_in_hubspot":[106],"only_in_internal":[107,108],"salesforce_count":4,"hubspot_count":4,"internal_count":4}',
  );
  const again = await seed([]);
  expect(again).toMatchObject({ code: 2, out: '', err: expect.stringContaining('has 12 records already') });
  expect(await seed(['--replace'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('after removing 12 records'),
  });
  expect(await answer('/api/v1/deduplication/analyze')).toContain('"total_records":12');
  expect((await seed(['--add'])).code).toBe(0);
  expect(await query(api().databaseUrl, 'select count(*)::int as count from customers')).toEqual([{ count: 24 }]);
});

test('It says what to do where there is no API, and where its token is another', async () => {
  const away = await seed(['--url', 'http://127.0.0.1:9']);
  expect(away).toMatchObject({ code: 6, err: expect.stringContaining('npm run api') });
  expect(await seed([], { API_TOKEN: 'wrong' })).toMatchObject({ code: 2, err: expect.stringContaining('API_TOKEN') });
  expect(await seed(['--add', '--replace'])).toMatchObject({ code: 2 });
});

test('The sample is the same in JSON and in CSV', () => {
  const read = (name: string): string => readFileSync(new URL(`../../samples/${name}`, import.meta.url), 'utf8');
  const rows: Record<string, string>[] = parse(read('customers.csv'), { columns: true });
  const fromCsv = rows.map(({ customer_id, phone, ...rest }) => ({
    customer_id: Number(customer_id),
    ...rest,
    ...(phone && { phone }),
  }));
  expect(fromCsv).toEqual(JSON.parse(read('customers.json')).customers);
});
