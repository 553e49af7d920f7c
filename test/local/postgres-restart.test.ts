import postgres from 'postgres';
import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { startTestPostgres } from '../support/servers.ts';

test('a Postgres killed in the middle of a statement keeps its rows and starts again at once', async () => {
  const folder = testFolder();
  const first = await startTestPostgres({ folder });
  const before = postgres(first.url, { max: 2 });
  await before`create table kept as select 42 as answer`;
  const endless = before.unsafe('do $$ begin loop perform 1; end loop; end $$').catch((error: Error) => error);
  await before`select pg_sleep(0.1)`;
  await first.kill();
  expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });
  expect(await endless).toBeInstanceOf(Error);
  await before.end({ timeout: 1 });

  const second = await startTestPostgres({ folder, port: first.port });
  expect(second.url).toBe(first.url);
  const after = postgres(second.url, { max: 1 });
  expect(await after`select answer from kept`).toEqual([{ answer: 42 }]);
  await after.end();
  await second.stop();
});
