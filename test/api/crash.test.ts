import { request } from 'node:http';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { freePort } from '../../local/free-port.ts';
import { type Script, startScript } from '../scripts/run-script.ts';
import { createDatabase } from '../support/database.ts';
import { testFolder } from '../support/folder.ts';
import { until } from '../support/outcome.ts';

const HEADERS = { 'content-type': 'text/csv', 'idempotency-key': 'once' };
const PATH = '/api/v1/customers/upload';
const BODY = `customer_id,name,email,source\n${'1,Ada,ada@example.com,hubspot\n'.repeat(3000)}`;

test('An API that is killed in the middle of an upload, or before its answer, never makes a second copy', async () => {
  const folder = testFolder();
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}${PATH}`;
  const env = { DATABASE_URL: await createDatabase(inject('adminDatabaseUrl')), API_PORT: port };
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  onTestFinished(() => client.end());
  const count = async (table: string, where = 'true') =>
    Number((await client.query(`select count(*) from ${table} where ${where}`)).rows[0].count);
  const ofUs = `datname = current_database() and pid <> pg_backend_pid()`;
  const start = async (): Promise<Script> => {
    const script = startScript({ env, folder }, ['api', '--json']);
    await script.says('"url"');
    return script;
  };
  const killed = async (script: Script): Promise<void> => {
    script.kill('SIGKILL');
    await script.ended;
    await until('its connections are gone', async () => (await count('pg_stat_activity', ofUs)) === 0);
  };

  const first = await start();
  const uploading = request(url, { method: 'POST', headers: HEADERS });
  uploading.on('error', () => {});
  uploading.write(BODY);
  const copies = `${ofUs} and query like 'copy customers%' and state = 'active'`;
  await until('records are being written', async () => (await count('pg_stat_activity', copies)) === 1);
  await killed(first);
  expect([await count('customers'), await count('idempotency_keys')]).toEqual([0, 0]);

  const second = await start();
  // It is stopped when both are committed, whether or not its answer is on the way: nobody reads it.
  request(url, { method: 'POST', headers: HEADERS })
    .on('error', () => {})
    .end(BODY);
  await until('the upload is committed', async () => (await count('idempotency_keys')) === 1);
  await killed(second);
  expect(await count('customers')).toBe(3000);

  await start();
  const again = await fetch(url, { method: 'POST', headers: HEADERS, body: BODY });
  expect(again.status).toBe(201);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(await again.json()).toMatchObject({ details: { count: 3000 } });
  expect(await count('customers')).toBe(3000);
});
