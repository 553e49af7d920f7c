import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { SCHEMA_VERSION } from '../../store/schema-version.ts';
import { createDatabase } from '../support/database.ts';
import { testFolder } from '../support/folder.ts';
import { migrateTo } from '../support/migrate-to.ts';
import { query } from '../support/query.ts';
import { runScript, startScript } from './run-script.ts';

const CSV = fileURLToPath(new URL('../../samples/contacts_pivot.csv', import.meta.url));

/** Every verb that opens the store, but `up`, `worker` and `migrate`. */
const VERBS = [
  ['start', '--csv', CSV, '--yes'],
  ...[['status'], ['report'], ['explain', 'REVU-1'], ['pause'], ['resume'], ['finish'], ['cancel'], ['code']],
  ...[
    ['approve', '--all', '--by', 'ada'],
    ['reject', '--all', '--by', 'ada', '--yes'],
    ['decide', 'REVU-1', '--undo', '--by', 'ada'],
  ],
  ['pause', '--everything', '--by', 'ada'],
  ['resolve', '3f2a.REVU-2', '--as', 'merged', '--by', 'ada'],
  ...[['store'], ['store', 'moved'], ['store', 'dump', 'store.dump']],
  ...[['runs'], ['decisions', 'list'], ['redirects', 'REVU-1'], ['verify-backups', '--backup-dir', '.']],
  ['later', '--all', '--by', 'ada'],
  ['never-merge', 'add', 'REVU-1', 'REVU-2', '--because', 'two', '--by', 'ada'],
  ...[
    ['audit', '3f2a9c01b7de-1'],
    ['undo', '3f2a9c01b7de-1', '--preview'],
  ],
  ...[
    ['scan', '--crm', 'podium'],
    ['preview', '--crm', 'podium'],
  ],
  ['schedule', 'list'],
  ['api'],
  ['doctor', '--only', 'postgres'],
];

/** Those that may change a schema, that open no store, and that need a terminal or more settings to come so far. */
const OTHERS = [
  ...['up', 'worker', 'migrate'],
  ...['match', 'create-test-sample', 'normalize-phone', 'ui', 'seed-customers', 'sandbox', 'samples'],
  ...['soak', 'review', 'authorize', 'prove-merge'],
];

const SOME = [['status'], ['approve', '--all', '--by', 'ada'], ['api'], ['store', 'moved'], ['migrate'], ['worker']];

async function place(count: number): Promise<{ url: string; env: Record<string, string>; folder: string }> {
  const url = await createDatabase(inject('adminDatabaseUrl'));
  await migrateTo(url, count);
  const folder = testFolder();
  const env = {
    ...{ DATABASE_URL: url, DEDUPE_DATA_DIR: join(folder, '.data'), API_PORT: '1' },
    ...{
      DEVREV_API_TOKEN: 'none',
      DEVREV_BASE_URL: 'http://127.0.0.1:1',
      DEVREV_ORG: 'ACME',
      TEMPORAL_ADDRESS: '127.0.0.1:1',
    },
  };
  return { url, env, folder };
}

const whole = `select (select count(*) from drizzle.__drizzle_migrations)::int as migrations,
  (select count(*) from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relnamespace = 'public'::regnamespace)::int as columns`;

test('All verbs are looked at here, or do without the store', () => {
  const all = Object.entries(packageFile.scripts).filter(([, line]) => /^\.\/scripts\/[\w-]+\.ts$/.test(line));
  const names = new Set([...VERBS.map(([verb]) => verb), ...OTHERS]);
  expect(all.map(([name]) => name).filter((name) => !names.has(name))).toEqual([]);
});

test('Every verb refuses a database of an older version, changes nothing in it and names the command; migrate changes it', async () => {
  const here = await place(SCHEMA_VERSION - 1);
  const before = await query(here.url, whole);
  const told = await Promise.all(VERBS.map((verb) => runScript(here, verb)));
  for (const [at, { code, out, err }] of told.entries()) {
    const said = { verb: VERBS[at], code, text: out + err };
    expect(said).toEqual({ ...said, code: 2, text: expect.stringContaining('npm run migrate') });
  }
  expect(await query(here.url, whole)).toEqual(before);

  const migrated = await runScript(here, ['migrate', '--json']);
  expect({ ...migrated, out: JSON.parse(migrated.out) }).toMatchObject({
    code: 0,
    out: { from: SCHEMA_VERSION - 1, to: SCHEMA_VERSION, applied: [expect.stringMatching(/^\d{4}_/)], older: [] },
  });
  expect(await runScript(here, ['store', '--json'])).toMatchObject({ code: 0 });
  const again = await runScript(here, ['migrate']);
  expect(again).toEqual({
    code: 0,
    out: `The database is up to date: its schema is version ${SCHEMA_VERSION}\n`,
    err: '',
  });
});

test('Every verb refuses a database of a newer version, migrate and the worker too', async () => {
  const here = await place(SCHEMA_VERSION);
  await query(here.url, `insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 99999999999999)`);
  const before = await query(here.url, whole);
  const told = await Promise.all(SOME.map((verb) => runScript(here, verb)));
  for (const [at, { code, err }] of told.entries()) {
    const said = { verb: SOME[at], code, err };
    expect(said).toEqual({ ...said, code: 2, err: expect.stringContaining('newer schema, version') });
  }
  expect(await query(here.url, whole)).toEqual(before);
});

test('A worker brings a database of an older version up to date before it looks for anything else', async () => {
  const here = await place(SCHEMA_VERSION - 1);
  const worker = startScript(here, ['worker']);
  expect(await worker.ended).toMatchObject({ code: 6 });
  expect(await query(here.url, whole)).toMatchObject([{ migrations: SCHEMA_VERSION }]);
});

test('migrate says which workers of an older version are up', async () => {
  const here = await place(SCHEMA_VERSION - 1);
  await query(
    here.url,
    `insert into workers (id, queue, organizations, backup_store, version, host, pid)
     values (gen_random_uuid(), 'q', '[]', gen_random_uuid(), '0', 'there', 4711)`,
  );
  const { code, out } = await runScript(here, ['migrate']);
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('process 4711 on there. End them') });
});
