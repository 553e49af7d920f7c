import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { keepFreePorts, startUp } from './start-up.ts';

test("nobody but their owner reads the files of Temporal's database, also those that an older version left open", async () => {
  const dataDir = testFolder();
  await keepFreePorts(dataDir);
  const first = await startUp(dataDir, '--no-ui', '--json');
  expect(modesOf(dataDir)).toEqual({ 'temporal.db': '600', 'temporal.db-shm': '600', 'temporal.db-wal': '600' });
  // Killed, so that the log beside the database stays.
  first.process.kill('SIGKILL');
  await first.exited;
  for (const name of Object.keys(modesOf(dataDir))) chmodSync(join(dataDir, 'temporal', name), 0o644);

  const second = await startUp(dataDir, '--no-ui', '--json');
  expect(modesOf(dataDir)).toEqual({ 'temporal.db': '600', 'temporal.db-shm': '600', 'temporal.db-wal': '600' });
  second.process.kill('SIGTERM');
  await second.exited;
});

function modesOf(dataDir: string): Record<string, string> {
  const folder = join(dataDir, 'temporal');
  const files = readdirSync(folder).filter((name) => name.startsWith('temporal.db'));
  return Object.fromEntries(
    files.sort().map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]),
  );
}
