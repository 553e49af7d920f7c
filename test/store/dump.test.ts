import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openDatabase } from '../../store/database.ts';
import { restoreDump, StoreNotEmpty } from '../../store/dump/restore-dump.ts';
import { writeDump } from '../../store/dump/write-dump.ts';
import { unknownRuns } from '../../store/identity/forgotten-runs.ts';
import { createDatabase, createStore } from '../support/database.ts';
import { migrateTo } from '../support/migrate-to.ts';

const folder = mkdtempSync(join(tmpdir(), 'contact-dedupe-dump-'));
const path = join(folder, 'store.dump');
/** Whatever COPY's text form must escape, and a line that looks like the end of a table. */
const ODD = 'a tab\t, a break\r\n\\.\n\\N "quotes" — Ünïcode 漢字 {"table":"runs"}\n';
const CLUSTER = 'c'.repeat(32);

let source: string;
let before: Record<string, unknown[]>;

beforeAll(async () => {
  source = await newStore();
  await query(
    source,
    `insert into plans (digest, crm, profile, body) values ('d', 'devrev', 'external-contacts', $1)`,
    [ODD],
  );
  await query(
    source,
    `insert into runs (id, plan_digest, crm, org, workflow_id, dry_run, options, stop_reason) values ('r-1', 'd', 'devrev', 'ACME', 'w', false, '{"window":20}', $1)`,
    [ODD],
  );
  await query(
    source,
    `insert into pairs (mode, crm, org, cluster_id, primary_id, duplicate_id, state, run_id, evidence, token)
     select 'real', 'devrev', 'ACME', '${CLUSTER}', 'REVU-1', 'REVU-' || n, 'done', 'r-1', '{"a":[1,"\\t"]}', gen_random_uuid() from generate_series(2, 3000) n`,
  );
  await query(
    source,
    `insert into pair_events (mode, crm, org, cluster_id, primary_id, duplicate_id, run_id, to_state)
     select mode, crm, org, cluster_id, primary_id, duplicate_id, run_id, state from pairs`,
  );
  await query(
    source,
    `insert into customers (customer_id, name, email, source, email_key) values (9007199254740993, $1, 'a@example.com', 'hubspot', 'a@example.com')`,
    [ODD],
  );
  before = await contents(source);
  await writeDump({ url: source, path });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('A store that is dumped and restored has the same rows, and its numbers go on where they were', async () => {
  const url = await newStore();
  const { rows } = await restoreDump({ url, path });
  expect(rows).toMatchObject({ plans: 1, pairs: 2999, pair_events: 2999, customers: 1 });
  expect(await contents(url)).toEqual(before);
  expect(Object.keys(rows).sort()).toEqual(Object.keys(before));
  const next = `insert into customers (customer_id, name, email, source, email_key) values (1, 'n', 'e', 's', 'e') returning id::text`;
  expect(await query(url, next)).toEqual(await query(source, next));
});

test('A dump is for its owner only, and leaves nothing beside it', () => {
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['store.dump']);
});

test('A store that holds something takes no dump, and stays as it was', async () => {
  const url = await newStore();
  await query(
    url,
    `insert into consumed (crm, org, duplicate_id, primary_id, run_id) values ('devrev', 'ACME', '2', '1', 'r')`,
  );
  const held = await contents(url);
  await expect(restoreDump({ url, path })).rejects.toThrow(StoreNotEmpty);
  expect(await contents(url)).toEqual(held);
});

test('A store that holds nothing but runs that were given up takes a dump, and those that the dump does not know are asked about anew', async () => {
  const url = await newStore();
  await query(url, `insert into forgotten_runs (run_id) values ('r-1'), ('r-2')`);
  await restoreDump({ url, path });
  expect(await contents(url)).toEqual(before);
  const { db, close } = openDatabase({ url });
  expect(await unknownRuns(db, ['r-1', 'r-2'])).toEqual(['r-2']);
  await close();
});

test('A dump with one changed, missing or added byte is refused, and nothing of it is restored', async () => {
  const url = await newStore();
  const empty = await contents(url);
  const text = gunzipSync(readFileSync(path)).toString('latin1');
  const bytes = readFileSync(path);
  const damages: Record<string, Buffer> = {
    changed: gzipSync(Buffer.from(text.replace('REVU-2999\t', 'REVU-2998\t'), 'latin1')),
    'a row less': gzipSync(Buffer.from(text.replace(/\n[^\n]*REVU-2000\t[^\n]*/, ''), 'latin1')),
    'no end': gzipSync(Buffer.from(text.slice(0, text.lastIndexOf('{"rows"')), 'latin1')),
    'cut off': bytes.subarray(0, bytes.length - 100),
    'no dump': Buffer.from('id,email\n1,a@example.com\n'),
    'from a newer program': gzipSync(Buffer.from(text.replace('"version":1', '"version":9'), 'latin1')),
  };
  for (const [name, content] of Object.entries(damages)) {
    const damaged = join(folder, 'damaged.dump');
    writeFileSync(damaged, content);
    await expect(restoreDump({ url, path: damaged }), name).rejects.toMatchObject({ name: 'InputError' });
    expect(await contents(url), name).toEqual(empty);
    rmSync(damaged);
  }
});

test('A dump of an older version is restored with its schema, and then brought up to date', async () => {
  const old = await createDatabase(inject('adminDatabaseUrl'));
  await migrateTo(old, 6);
  const reason = 'REVU-2 is not in the CRM any more';
  await query(
    old,
    `insert into pairs (mode, crm, org, cluster_id, primary_id, duplicate_id, state, run_id, reason) values ('real', 'devrev', 'ACME', '${CLUSTER}', 'REVU-1', 'REVU-2', 'held', 'r', $1)`,
    [reason],
  );
  const oldPath = join(folder, 'old.dump');
  await writeDump({ url: old, path: oldPath });
  const url = await newStore();
  await restoreDump({ url, path: oldPath });
  rmSync(oldPath);
  expect(await query(url, 'select reason, why from pairs')).toEqual([
    { reason, why: { code: 'not-in-crm', values: { contact: 'REVU-2' } } },
  ]);
});

function newStore(): Promise<string> {
  return createStore(inject('adminDatabaseUrl'));
}

async function query(url: string, text: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** Every row of every table, as Postgres writes it. */
async function contents(url: string): Promise<Record<string, unknown[]>> {
  const tables = (await query(
    url,
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  )) as { name: string }[];
  const all: Record<string, unknown[]> = {};
  for (const { name } of tables)
    all[name] = await query(url, `select to_jsonb(t)::text as row from "${name}" t order by 1`);
  return all;
}
