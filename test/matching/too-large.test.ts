import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject, test, vi } from 'vitest';
import { patience } from '../support/patience.ts';

vi.setConfig({ testTimeout: patience(60_000) });

const folder = mkdtempSync(join(tmpdir(), 'too-large-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  vi.resetConfig();
});

/** Has that size, and takes no room. */
const TEBIBYTE = 2 ** 40;
const csv = join(folder, 'large.csv');
writeFileSync(csv, 'REV_USER_ID,DISPLAY_NAME,EMAIL\nREVU-1,Anna Smith,a@x.test\n');
truncateSync(csv, TEBIBYTE);

test.each([
  ['explain', ['REVU-1', 'REVU-2', '--csv', csv]],
  ['preview', ['--csv', csv, '--match']],
  ['match', ['--csv', csv]],
] as const)('%s refuses a file that needs more memory than there is, before it reads it', (verb, args) => {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  const command = [join(inject('scripts'), `${verb}.cjs`), ...args];
  const { status, stderr, stdout } = spawnSync(process.execPath, command, { cwd: folder, env, encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toMatch(/large.csv: .*has 1048576 MiB, for which about \d+ MiB of memory are needed/);
  expect(stderr.includes('--memory')).toBe(verb === 'match');
});
