import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { startPostgres } from '../../local/postgres.ts';
import { testFolder } from '../support/folder.ts';

test('a database under a private home works, and is found again, also as root', async () => {
  const folder = testFolder();
  const home = join(folder, 'home');
  const dataDir = join(home, '.data');
  mkdirSync(dataDir, { recursive: true });
  chmodSync(home, 0o700);
  const options = { dataDir, logFile: join(folder, 'postgres.log'), durable: false, systemFolders: [folder] };

  const first = await startPostgres(options);
  const before = postgres(first.url, { max: 1 });
  await before`create table kept as select 42 as answer`;
  await before.end();
  await first.stop();

  const second = await startPostgres(options);
  expect(second.pgData).toBe(first.pgData);
  const after = postgres(second.url, { max: 1 });
  expect(await after`select answer from kept`).toEqual([{ answer: 42 }]);
  await after.end();
  await second.stop();
});
