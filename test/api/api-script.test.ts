import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, inject, test } from 'vitest';
import { runScript, startScript } from '../scripts/run-script.ts';
import { createDatabase } from '../support/database.ts';
import { testFolder } from '../support/folder.ts';

test('It refuses to be reached by others without a token, and says so with 2', async () => {
  const scene = { env: { API_HOST: '0.0.0.0', API_PORT: '0', CUSTOMERS_OPEN: '1' }, folder: testFolder() };
  const ended = await runScript(scene, ['api']);
  expect(ended).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/API_HOST is '0\.0\.0\.0'.*API_TOKEN/) });
});

test('A port that is taken and a database that is away are told with 6, help is there without any', async () => {
  const folder = testFolder();
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const taken = String((other.address() as AddressInfo).port);
  const env = { DATABASE_URL: await createDatabase(inject('adminDatabaseUrl')), API_PORT: taken };
  const [busy, away, help] = await Promise.all([
    runScript({ env, folder }, ['api']),
    runScript({ env: { DATABASE_URL: 'postgres://x:secret@127.0.0.1:9/x', API_PORT: '0' }, folder }, ['api']),
    runScript({ env: {}, folder }, ['api', '--help']),
  ]);
  expect(busy).toMatchObject({ code: 6, err: expect.stringContaining(`127.0.0.1:${taken}`) });
  expect(away).toMatchObject({ code: 6, err: expect.stringContaining("Postgres at '127.0.0.1:9'") });
  expect(away.err).not.toContain('secret');
  expect(help).toMatchObject({ code: 0, out: expect.stringContaining('npm run api') });
  other.close();
});

test('Without a database it starts its own, others find it there, and it ends with it', async () => {
  const folder = testFolder();
  const env = { API_PORT: '0', DEDUPE_DATA_DIR: folder };
  const first = startScript({ env, folder }, ['api', '--json']);
  await first.says('"url"');
  const second = startScript({ env, folder }, ['api', '--json']);
  await second.says('"url"');
  const up = await runScript({ env, folder }, ['up']);
  expect(up).toMatchObject({ code: 2, err: expect.stringContaining('with Postgres alone, for npm run api') });
  second.kill('SIGTERM');
  const { code, out, err } = await second.ended;
  expect(code).toBe(0);
  expect(err).toBe('Ending the customers API. Its records stay in the database\n');
  first.kill('SIGINT');
  const ended = await first.ended;
  expect(ended).toMatchObject({ code: 0, err: expect.stringContaining('Ending the customers API. Its records stay') });
  const [one, two] = [JSON.parse(ended.out), JSON.parse(out)];
  expect(one.databaseUrl).toMatch(/^postgres:\/\/postgres:\*\*\*@127\.0\.0\.1:\d+\//);
  expect(two.databaseUrl).toBe(one.databaseUrl);
  expect(two.url).not.toBe(one.url);
  await expect(fetch(one.url)).rejects.toThrow();
});
