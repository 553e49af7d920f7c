import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { query } from '../support/query.ts';
import { startTestPostgres } from '../support/servers.ts';

test('a Postgres killed in the middle of a statement keeps its rows and starts again at once', async () => {
  const folder = testFolder();
  const first = await startTestPostgres({ folder });
  await query(first.url, 'create table kept as select 42 as answer');
  const endless = query(first.url, 'do $$ begin loop perform 1; end loop; end $$').catch((error: Error) => error);
  await query(first.url, 'select pg_sleep(0.1)');
  await first.kill();
  expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });
  expect(await endless).toBeInstanceOf(Error);

  const second = await startTestPostgres({ folder, port: first.port });
  expect(second.url).toBe(first.url);
  expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  await second.stop();
});
