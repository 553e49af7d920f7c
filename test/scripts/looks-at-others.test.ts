import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openDatabase } from '../../store/database.ts';
import { createRun, endRun } from '../../store/runs/runs.ts';
import { createStore } from '../support/database.ts';
import { PAIR } from '../support/one-pair.ts';
import { makeFolder } from '../support/servers.ts';
import { smallWorld } from '../support/small-world.ts';
import { type Ended, runScript } from './run-script.ts';

const { plan } = smallWorld([PAIR]);
const WORDS = 'It is a run of devrev organization theirs, and the settings are for devrev organization ours';
const folder = makeFolder();
let databaseUrl: string;
let run: string;

beforeAll(async () => {
  databaseUrl = await createStore(inject('adminDatabaseUrl'));
  const { db, close } = openDatabase({ url: databaseUrl });
  const options = { canary: 5, window: 4, limit: null, approve: 'none' as const, csvDigest: null };
  ({ id: run } = await createRun(db, { plan, org: 'theirs', dryRun: false, options }));
  await endRun(db, run, 'done');
  await close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function type(org: string, ...args: string[]): Promise<Ended> {
  const env = { DATABASE_URL: databaseUrl, DEVREV_API_TOKEN: 'sandbox-token', DEVREV_ORG: org };
  return runScript({ env, folder }, args);
}

test('Whoever looks at a run of another organization is told whose it is, and shown it', async () => {
  const [status, report, explained] = await Promise.all([
    type('ours', 'status', run),
    type('ours', 'report', run),
    type('ours', 'explain', 'REVU-2', '--run', run),
  ]);
  expect(status.out).toContain(WORDS);
  expect(status.out).toContain(`Run ${run}`);
  expect([report.err, explained.err]).toEqual([expect.stringContaining(WORDS), expect.stringContaining(WORDS)]);
  expect(explained.out).toContain('REVU-1');
});

test('Programs read it in a field of its own, which is empty where the run is of the organization of the settings', async () => {
  const [others, explained, own] = await Promise.all([
    type('ours', 'status', run, '--json'),
    type('ours', 'explain', 'REVU-2', '--run', run, '--json'),
    type('theirs', 'status', run, '--json'),
  ]);
  const settingsFor = 'devrev organization ours';
  expect(JSON.parse(others.out)).toMatchObject({ organization: 'theirs', settingsFor });
  expect(JSON.parse(explained.out)).toMatchObject({ organization: 'theirs', settingsFor });
  expect(JSON.parse(own.out)).toMatchObject({ organization: 'theirs', settingsFor: null });
});
