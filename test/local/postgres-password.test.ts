import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { query } from '../support/query.ts';
import { startTestPostgres } from '../support/servers.ts';

test("Postgres' password is random, kept for its owner only, in no process' arguments, and asked for", async () => {
  const folder = testFolder();
  const server = await startTestPostgres({ folder });
  const { password } = new URL(server.url);
  const file = join(folder, 'postgres.password');
  expect(readFileSync(file, 'utf8').trim()).toBe(password);
  expect(password).toMatch(/^[\w-]{32}$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(execFileSync('ps', ['-A', '-o', 'command='], { encoding: 'utf8' })).not.toContain(password);
  const without = query(server.url.replace(password, 'guess'), 'select 1');
  await expect(without).rejects.toThrow('password authentication failed');
  await server.stop();
});
