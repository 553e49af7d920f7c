import { expect, inject, test } from 'vitest';
import { loadApiSettings } from '../../config/api-settings.ts';
import { runScript, startScript } from '../scripts/run-script.ts';
import { createDatabase } from '../support/database.ts';
import { testFolder } from '../support/folder.ts';
import { send, startTestApi } from './api.ts';

const SOURCES = ['0', 'a-b', '_under', 'x'.repeat(64), ...Array.from({ length: 26 }, (_, index) => `crm-${index}`)];
const record = (source: string) => ({ customer_id: 7, name: 'Ada', email: 'ada@example.com', source });

test('Thirty sources of any names are taken, compared and listed; others are not', async () => {
  const api = await startTestApi({ env: { CUSTOMER_SOURCES: SOURCES.join(', ') } });
  const { url } = api;
  const get = (path: string) => send(`${url}/api/v1/${path}`, undefined, 'GET');
  await send(`${url}/api/v1/customers/bulk`, { customers: SOURCES.map(record) });
  const compared = (await get('deduplication/compare-sources')).body as Record<string, unknown>;
  expect(compared.in_all_sources).toEqual([7]);
  expect(Object.keys(compared)).toHaveLength(1 + 2 * SOURCES.length);
  const byEmail = (await get('deduplication/compare-sources?by=email')).body as Record<string, unknown>;
  expect(byEmail).toMatchObject({ in_all_sources: ['ada@example.com'], 'only_in_a-b': [], '0_count': 1 });
  expect(Object.keys(byEmail).slice(0, -2)).toEqual(Object.keys(compared));
  const all = await get(`deduplication/sets?op=intersection&sources=${SOURCES}`);
  expect(all.body).toMatchObject({ count: 1, total_records: SOURCES.length, values: [7] });
  for (const source of SOURCES) {
    expect((await get(`customers/source/${source}`)).body).toMatchObject([{ source }]);
  }
  for (const source of ['hubspot', 'A-B', 'x']) {
    expect((await get(`customers/source/${source}`)).status).toBe(422);
    expect((await send(`${url}/api/v1/customers`, record(source))).status).toBe(422);
    expect((await get(`deduplication/sets?op=union&sources=0,${source}`)).status).toBe(422);
  }
  await api.close();
});

test('With a single source the set of all is its own', async () => {
  const api = await startTestApi({ env: { CUSTOMER_SOURCES: 'crm' } });
  await send(`${api.url}/api/v1/customers`, record('crm'));
  const answer = await send(`${api.url}/api/v1/deduplication/compare-sources?by=email`, undefined, 'GET');
  const emails = ['ada@example.com'];
  const expected = { in_all_sources: emails, only_in_crm: emails, crm_count: 1, by: 'email', without_key: 0 };
  expect(answer.body).toEqual(expected);
  await api.close();
});

test.each([
  ['a,b c', 'b c'],
  ['a,', "''"],
  ['é', 'é'],
  ['UP', 'UP'],
  ['x'.repeat(65), 'x'.repeat(65)],
  ['a,b,a', 'twice'],
  ['only_in_b,b_count', 'only_in_b_count'],
  [Array.from({ length: 31 }, (_, index) => `s${index}`).join(','), '31'],
])('The list %j is refused', (list, told) => {
  expect(() => loadApiSettings({ CUSTOMER_SOURCES: list })).toThrow(`CUSTOMER_SOURCES`);
  expect(() => loadApiSettings({ CUSTOMER_SOURCES: list })).toThrow(told);
});

test('A country that is none is refused', async () => {
  expect(loadApiSettings({ CUSTOMER_COUNTRY: 'au' }).phoneCountry).toBe('AU');
  expect(loadApiSettings({}).phoneCountry).toBeNull();
  const env = { DATABASE_URL: inject('adminDatabaseUrl'), API_PORT: '0', CUSTOMER_COUNTRY: 'ZZ' };
  const ended = await runScript({ env, folder: testFolder() }, ['api']);
  expect(ended).toMatchObject({ code: 2, err: expect.stringContaining("CUSTOMER_COUNTRY is 'ZZ'") });
});

test('It starts with a warning for each source that has records and is not configured, and drops keys of yesterday', async () => {
  const databaseUrl = await createDatabase(inject('adminDatabaseUrl'));
  const api = await startTestApi({ databaseUrl });
  await send(`${api.url}/api/v1/customers/bulk`, { customers: ['hubspot', 'internal', 'internal'].map(record) });
  await api.store.pool.query(
    `insert into idempotency_keys values ('POST /', 'old', '', 201, '{}', now()), ('POST /', 'new', '', 201, '{}', now() + interval '1 hour')`,
  );
  const env = { DATABASE_URL: databaseUrl, API_PORT: '0', CUSTOMER_SOURCES: 'hubspot' };
  const script = startScript({ env, folder: testFolder() }, ['api', '--json']);
  await script.says('"url"');
  script.kill('SIGTERM');
  const { code, err } = await script.ended;
  expect(code).toBe(0);
  expect(err).toContain("records of source 'internal'");
  expect(err.match(/records of source/g)).toHaveLength(1);
  expect((await api.store.pool.query('select key from idempotency_keys')).rows).toEqual([{ key: 'new' }]);
  await api.close();
});
