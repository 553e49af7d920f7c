import { expect, test } from 'vitest';
import { query } from '../support/query.ts';
import { fillByDatabase, sharedApi } from './api.ts';

const api = sharedApi();

async function ask(path: string): Promise<string> {
  return await (await fetch(`${api().url}/api/v1/deduplication/${path}`)).text();
}

test('Ids are exact to the last of 64 bits, in rising order, and a source that is configured no more counts in the union only', async () => {
  const records: [string, string][] = [
    ['9223372036854775807', 'salesforce'],
    ['9223372036854775806', 'hubspot'],
    ['9223372036854775806', 'internal'],
    ['-9223372036854775808', 'internal'],
    ['7', 'excel'],
    ['7', 'hubspot'],
    ['8', 'excel'],
    ['5', 'salesforce'],
    ['5', 'hubspot'],
    ['5', 'internal'],
    ['5', 'internal'],
  ];
  const values = records.map(([id, source]) => `(${id}, 'Ada', 'ada@example.com', 'ada@example.com', '${source}')`);
  const columns = 'customer_id, name, email, email_key, source';
  await query(api().databaseUrl, `insert into customers (${columns}) values ${values.join()}`);
  expect(await ask('analyze')).toBe(
    '{"total_records":11,"unique_customers":6,"duplicates_found":5,"unique_customer_ids":[-9223372036854775808,5,7,8,9223372036854775806,9223372036854775807]}',
  );
  expect(await ask('compare-sources')).toBe(
    '{"in_all_sources":[5],"only_in_salesforce":[9223372036854775807],"only_in_hubspot":[7],"only_in_internal":[-9223372036854775808],"salesforce_count":2,"hubspot_count":3,"internal_count":3}',
  );
});

test('While a large answer is made, others get theirs', async () => {
  await fillByDatabase(api(), 300_000);
  let isMade = false;
  const answer = ask('analyze').then((text) => {
    isMade = true;
    return text;
  });
  let others = 0;
  while (!isMade) {
    await (await fetch(`${api().url}/`)).text();
    if (!isMade) others += 1;
  }
  expect(others).toBeGreaterThan(10);
  expect(JSON.parse(await answer).unique_customer_ids).toHaveLength(300_000);
});
