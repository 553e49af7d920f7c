import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { loadConfig } from '../../config/env.ts';
import { findRun } from '../../control/find-run.ts';
import { type DevrevSandbox, startDevrevSandbox } from '../../sandbox/devrev/start.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { createRun, endRun, type Run } from '../../store/runs/runs.ts';
import { createStore } from '../support/database.ts';
import { testFolder } from '../support/folder.ts';
import { PAIR } from '../support/one-pair.ts';
import { smallWorld } from '../support/small-world.ts';

const { world, plan } = smallWorld([PAIR]);
const [OURS, OTHER] = [world.org, 'theirs'];

let database: Database;
let sandbox: DevrevSandbox;
let ours: Run;
let theirs: Run;

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  database = openDatabase({ url });
  sandbox = await startDevrevSandbox({ world, options: {} });
  ours = await begin(OURS);
  theirs = await begin(OTHER);
});

afterAll(async () => {
  await database.close();
  await sandbox.close();
});

function begin(org: string, dryRun = false): Promise<Run> {
  const options = { canary: 5, window: 4, limit: null, approve: 'none' as const, csvDigest: null };
  return createRun(database.db, { plan, org, dryRun, options });
}

function find(id: string | null, more: Record<string, string> = {}, how = { asks: true, onlyLooks: false }) {
  const env = { DEVREV_BASE_URL: sandbox.url, DEVREV_RATE_LIMIT: 'unlimited', ...more };
  return findRun({ db: database.db, config: loadConfig(env, testFolder()), id, ...how });
}

const LOOK = { asks: false, onlyLooks: true };
const TOKEN = { DEVREV_API_TOKEN: 'sandbox-token' };

test("Without a name it is the open run of the organization that the settings name, whichever organization's is newer", async () => {
  expect((await find(null, { DEVREV_ORG: OURS })).id).toBe(ours.id);
  expect((await find(null, { DEVREV_ORG: OTHER })).id).toBe(theirs.id);
  expect(sandbox.requests()).toEqual([]);
});

test('Else it is that of the token, whose organization the CRM is asked once, and nobody who only looks asks it', async () => {
  await expect(find(null, TOKEN, LOOK)).rejects.toMatchObject({
    name: 'Refused',
    message: expect.stringContaining(theirs.id),
  });
  expect(sandbox.requests()).toEqual([]);
  expect((await find(null, TOKEN)).id).toBe(ours.id);
  expect((await find(null, TOKEN)).id).toBe(ours.id);
  expect((await find(null, TOKEN, LOOK)).id).toBe(ours.id);
  expect(sandbox.requests().map(({ path }) => path)).toEqual(['dev-users.self']);
});

test('A named run of another organization is refused, with those that are open and whose they are; it may be looked at', async () => {
  await expect(find(theirs.id, { DEVREV_ORG: OURS })).rejects.toMatchObject({
    name: 'Refused',
    exitCode: 2,
    message: expect.stringMatching(new RegExp(`${ours.id} \\(devrev organization ${OURS}\\)`)),
  });
  expect((await find(theirs.id, { DEVREV_ORG: OURS }, LOOK)).id).toBe(theirs.id);
  await expect(find(null, { DEVREV_ORG: 'nobody' })).rejects.toMatchObject({ name: 'Refused' });
});

test('Of several open ones none is taken, and all are listed; when none is open it is the last one of the organization', async () => {
  const dry = await begin(OURS, true);
  await expect(find(null, { DEVREV_ORG: OURS })).rejects.toMatchObject({
    name: 'Refused',
    message: expect.stringMatching(new RegExp(`(?=.*${ours.id})(?=.*${dry.id} \\(dry run)(?!.*${OTHER})`)),
  });
  expect((await find(ours.id, { DEVREV_ORG: OURS })).id).toBe(ours.id);
  await endRun(database.db, dry.id, 'done');
  expect((await find(null, { DEVREV_ORG: OURS })).id).toBe(ours.id);
  await endRun(database.db, ours.id, 'done');
  expect((await find(null, { DEVREV_ORG: OURS })).id).toBe(dry.id);
});
