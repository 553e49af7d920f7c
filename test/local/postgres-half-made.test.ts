import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { startTestPostgres } from '../support/servers.ts';

test('a data folder whose making was interrupted is made anew', async () => {
  const folder = testFolder();
  mkdirSync(join(folder, 'postgres.part'));
  writeFileSync(join(folder, 'postgres.part', 'PG_VERSION'), '18\n');
  writeFileSync(join(folder, 'postgres.password'), 'of the interrupted one\n');
  const server = await startTestPostgres({ folder });
  expect(server.url).not.toContain('interrupted');
  expect(existsSync(join(folder, 'postgres.part'))).toBe(false);
  await server.stop();
});
