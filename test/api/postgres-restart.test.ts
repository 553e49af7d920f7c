import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { startTestPostgres } from '../support/servers.ts';
import { fillByDatabase, send, startTestApi } from './api.ts';
import { upload } from './uploads.ts';

const ADA = { customer_id: 1, name: 'Ada', email: 'ada@example.com', source: 'hubspot' };

test('While Postgres is away everything that needs it is 503, and well again by itself when it is back', async () => {
  const folder = testFolder();
  let postgres = await startTestPostgres({ folder });
  const api = await startTestApi({ databaseUrl: postgres.url });
  const status = async (path: string, body?: unknown): Promise<number> =>
    (await send(api.url + path, body, body === undefined ? 'GET' : 'POST')).status;
  const all = async (): Promise<number[]> => [
    await status('/health'),
    await status('/api/v1/customers', ADA),
    await status('/api/v1/customers/bulk', { customers: [ADA, ADA] }),
    await status('/api/v1/customers'),
    await status('/api/v1/deduplication/analyze'),
    await status('/api/v1/deduplication/compare-sources'),
    await status('/api/v1/customers?limit=1'),
    await status('/api/v1/deduplication/analyze?by=email'),
    await status('/api/v1/deduplication/compare-sources?by=email'),
    await status('/api/v1/deduplication/sets?op=union&sources=hubspot'),
    (await upload(api, { body: 'customer_id,name,email,source\n', headers: { 'idempotency-key': 'none' } })).status,
  ];
  const well = [200, 201, 201, 200, 200, 200, 200, 200, 200, 200, 201];
  expect(await all()).toEqual(well);

  for (const end of [() => postgres.kill(), () => postgres.stop()]) {
    // Uploads and lists that are under way are cut off: each is answered all the same.
    const underWay = Array.from({ length: 20 }, () =>
      status('/api/v1/customers/bulk', { customers: Array(500).fill(ADA) }),
    );
    await end();
    for (const answer of await Promise.all(underWay)) expect([201, 503]).toContain(answer);
    expect(await all()).toEqual(well.map(() => 503));
    expect(await status('/')).toBe(200);
    postgres = await startTestPostgres({ folder, port: postgres.port });
    expect(await all()).toEqual(well);
  }
  const { body } = await send(`${api.url}/api/v1/deduplication/analyze`, undefined, 'GET');
  // 3 per round; what was under way came whole or not at all.
  expect(((body as { total_records: number }).total_records - 9) % 500).toBe(0);
  expect(api.log.join('')).not.toContain('"level":50');
  await api.close();
  await postgres.stop();
});

test('A list that Postgres leaves in the middle breaks off: nobody takes a part for the whole', async () => {
  const folder = testFolder();
  const postgres = await startTestPostgres({ folder });
  const api = await startTestApi({ databaseUrl: postgres.url });
  await fillByDatabase(api, 60_000);
  const list = await fetch(`${api.url}/api/v1/customers`);
  expect(list.status).toBe(200);
  const questions = Array.from({ length: 5 }, () => fetch(`${api.url}/api/v1/deduplication/analyze`));
  await postgres.kill();
  await expect(list.text()).rejects.toThrow();
  for (const { status } of await Promise.all(questions)) expect([200, 503]).toContain(status);
  await api.close();
});
