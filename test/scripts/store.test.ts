import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openDatabase } from '../../store/database.ts';
import { readIdentity } from '../../store/identity/identity.ts';
import { createRun } from '../../store/runs/runs.ts';
import { createDatabase, createStore } from '../support/database.ts';
import { PAIR } from '../support/one-pair.ts';
import { makeFolder } from '../support/servers.ts';
import { smallWorld } from '../support/small-world.ts';
import { type Ended, runScript } from './run-script.ts';

const { world, plan } = smallWorld([PAIR]);
const folder = makeFolder();
let copied: string;
let id: string;
let run: string;

beforeAll(async () => {
  const original = await createStore(inject('adminDatabaseUrl'));
  const { db, close } = openDatabase({ url: original });
  ({ id } = await readIdentity(db));
  const options = { canary: 5, window: 4, limit: null, approve: 'none' as const, csvDigest: null };
  ({ id: run } = await createRun(db, { plan, org: world.org, dryRun: false, options }));
  await close();
  copied = await createDatabase(inject('adminDatabaseUrl'), new URL(original).pathname.slice(1));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function scene() {
  const env = {
    DATABASE_URL: copied,
    TEMPORAL_ADDRESS: inject('temporalAddress'),
    TEMPORAL_NAMESPACE: inject('temporalNamespace'),
    DEVREV_API_TOKEN: 'sandbox-token',
    DEVREV_BASE_URL: 'http://127.0.0.1:9',
    DEVREV_ORG: world.org,
  };
  return { env, folder };
}

function type(...args: string[]): Promise<Ended> {
  return runScript(scene(), args);
}

test('On a copy of a database nothing starts, with the words to type; it becomes another one by a word, and open runs are left to the original', async () => {
  for (const args of [['worker'], ['cancel', run]]) {
    const refused = await type(...args);
    expect([args[0], refused.code, refused.err]).toEqual([
      args[0],
      2,
      expect.stringMatching(/(?=.*npm run store -- moved)(?=.*npm run store -- copy)/),
    ]);
  }
  const doctor = await type('doctor', '--only', 'postgres');
  expect(doctor).toMatchObject({ code: 2, out: expect.stringContaining('npm run store -- copy') });
  expect(await type('store')).toMatchObject({ code: 0, out: expect.stringContaining(id) });

  const copy = await type('store', 'copy', '--json');
  expect(JSON.parse(copy.out)).toMatchObject({ home: 'own', left: [{ run, crm: 'devrev', org: world.org }] });
  expect(JSON.parse(copy.out).id).not.toBe(id);
  expect(await type('resume', run)).toMatchObject({
    code: 2,
    err: expect.stringContaining("has ended as 'cancelled'"),
  });
  const why = 'this database is a copy, and the run was left to the original';
  expect(await type('status', run)).toMatchObject({ code: 5, out: expect.stringContaining(why) });
  const status = await type('status', run, '--json');
  expect(JSON.parse(status.out)).toMatchObject({ state: 'cancelled', endedBecause: { code: 'store-copied' } });
});

test('A word that is none is refused with 2, and names those that are', async () => {
  expect(await type('store', 'lost')).toMatchObject({ code: 2, err: expect.stringContaining('moved, copy, backups') });
});
