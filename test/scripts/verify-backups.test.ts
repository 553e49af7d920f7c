import { cpSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { type KeptBackups, keptBackups } from '../support/kept-backups.ts';
import { type Ended, runScript } from './run-script.ts';

let kept: KeptBackups;

beforeAll(async () => {
  kept = await keptBackups();
});

afterAll(async () => {
  await kept.database.close();
  rmSync(kept.root, { recursive: true });
});

const NOBODY = 'postgres://nobody@127.0.0.1:1/none';

function verify(args: string[], url = kept.url): Promise<Ended> {
  return runScript({ env: { DATABASE_URL: url }, folder: testFolder() }, ['verify-backups', ...args]);
}

test('Backups that are complete end it with 0, and what it compared them with is said', async () => {
  const { code, out, err } = await verify(['--backup-dir', kept.root, '--run', kept.runId]);
  expect(code).toBe(0);
  expect(out).toMatch(/^Backups of run \S+ in '.*': 3 complete; 12 files, 0\.0 MB read\.\nCompared with the digests/);
  expect(err).toContain('] 3 of 3 backups, 12 files');
});

test('A damaged one ends it with 7, named with file and both hashes, and without the e-mail that its folder’s name holds', async () => {
  const root = join(testFolder(), 'backups');
  cpSync(kept.root, root, { recursive: true });
  const name = readdirSync(root).find((one) => one.endsWith('_REVU-2')) ?? '';
  truncateSync(join(root, name, 'metadata.json'), 3);
  const { code, out, err } = await verify(['--backup-dir', root, '--json']);
  expect(code).toBe(7);
  const told = JSON.parse(out);
  expect(told).toMatchObject({ against: 'store', backups: { complete: 2, damaged: 1 } });
  expect(told.found).toMatchObject([
    { is: 'damaged', contact: 'REVU-2', findings: [{ is: 'changed', file: 'metadata.json', found: { size: 3 } }] },
  ]);
  expect(`${out}${err}`).not.toContain('@');
});

test('Where no store can be reached the files alone are checked, and that is said', async () => {
  const { code, out, err } = await verify(['--backup-dir', kept.root], NOBODY);
  expect(code).toBe(0);
  expect(err).toContain('Cannot reach Postgres');
  expect(out).toContain('3 complete');
  expect(out).toContain('No store could be reached: compared with their own lists alone');
});

test('A place that is none, a run that is not in the store, and a run without a store are refused', async () => {
  const [none, unknown, offline, away] = await Promise.all([
    verify(['--backup-dir', 'no/such/folder']),
    verify(['--backup-dir', kept.root, '--run', 'abc-1']),
    verify(['--backup-dir', kept.root, '--run', kept.runId, '--offline']),
    verify(['--backup-dir', kept.root, '--run', kept.runId], NOBODY),
  ]);
  expect([none.code, unknown.code, offline.code, away.code]).toEqual([2, 2, 2, 6]);
  expect(none.err).toContain("'no/such/folder' is no folder");
  expect(unknown.err).toContain("There is no run 'abc-1'");
  expect([none, unknown, offline, away].map(({ out }) => out).join('')).toBe('');
});
