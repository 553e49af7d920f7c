import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { postgresBinaries, reachableBinaries } from '../../local/postgres/binaries.ts';
import { postgresUser } from '../../local/postgres/user.ts';
import { testFolder } from '../support/folder.ts';

test("binaries run although npm made no links and they stand where Postgres' user cannot go", () => {
  const folder = testFolder();
  const home = join(folder, 'home');
  mkdirSync(home, { mode: 0o700 });
  const theirs = postgresBinaries();
  for (const name of ['native', 'package.json']) {
    cpSync(join(theirs, '..', name), join(home, name), { recursive: true, verbatimSymlinks: true });
  }
  const native = join(home, 'native');
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
  for (const { target } of links) rmSync(join(home, target));

  chmodSync(join(native, 'bin', 'postgres'), 0o700);

  const user = postgresUser();
  const binaries = reachableBinaries(native, user, [folder]);
  expect(reachableBinaries(native, user, [folder])).toBe(binaries);
  const said = execFileSync(join(binaries, 'bin', 'postgres'), ['--version'], { ...user, cwd: '/', encoding: 'utf8' });
  expect(said).toContain('(PostgreSQL) 18.4');
});
