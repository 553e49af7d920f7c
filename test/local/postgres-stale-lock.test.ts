import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { startTestPostgres } from '../support/servers.ts';

test("a lock file left by a killed Postgres does not matter when its number is another program's now", async () => {
  const folder = testFolder();
  const first = await startTestPostgres({ folder });
  await first.kill();
  const lock = join(first.pgData, 'postmaster.pid');
  writeFileSync(lock, readFileSync(lock, 'utf8').replace(/^\d+/, String(process.pid)));
  const second = await startTestPostgres({ folder });
  await second.stop();
  expect(await second.exited).toEqual({ code: 0, signal: null });
});
