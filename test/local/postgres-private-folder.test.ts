import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startPostgres } from '../../local/postgres/server.ts';
import { testFolder } from '../support/folder.ts';
import { query } from '../support/query.ts';

test('a database under a private home works, and is found again, also as root', async () => {
  const folder = testFolder();
  const home = join(folder, 'home');
  const dataDir = join(home, '.data');
  mkdirSync(dataDir, { recursive: true });
  chmodSync(home, 0o700);
  const options = { dataDir, logFile: join(folder, 'postgres.log'), durable: false, systemFolders: [folder] };

  const first = await startPostgres(options);
  await query(first.url, 'create table kept as select 42 as answer');
  await first.stop();

  const second = await startPostgres(options);
  expect(second.pgData).toBe(first.pgData);
  expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  await second.stop();
});
