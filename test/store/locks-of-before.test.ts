import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Database, openDatabase } from '../../store/database.ts';
import { freeLocks } from '../../store/ledger/locks.ts';
import type { PairKey } from '../../store/types.ts';
import { createStore } from '../support/database.ts';

const MIGRATION = new URL('../../store/migrations/', import.meta.url);
const CLUSTER = 'c'.repeat(32);

let database: Database;

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  database = openDatabase({ url });
});

afterAll(() => database.close());

test('A lock of before gets the primary of the one pair that was sent and is unresolved', async () => {
  await ledger([
    ['REVU-1', 'REVU-3', 'not-applied', 1],
    ['REVU-2', 'REVU-3', 'held', 0],
  ]);
  expect(await migrated(['REVU-1', 'REVU-3'])).toEqual({ 'REVU-1': 'REVU-1', 'REVU-3': 'REVU-1' });
});

test('A lock that two such pairs may own names none, and goes with the last of them', async () => {
  await ledger([
    ['REVU-1', 'REVU-3', 'partial', 1],
    ['REVU-2', 'REVU-3', 'not-applied', 1],
  ]);
  expect(await migrated(['REVU-1', 'REVU-2', 'REVU-3'])).toEqual({
    'REVU-1': 'REVU-1',
    'REVU-2': 'REVU-2',
    'REVU-3': '',
  });
  await free('REVU-1');
  expect(await locked()).toEqual(['REVU-2', 'REVU-3']);
  await database.db.execute(sql`update pairs set state = 'abandoned' where primary_id = 'REVU-1'`);
  await free('REVU-2');
  expect(await locked()).toEqual([]);
});

async function ledger(pairs: [string, string, string, number][]): Promise<void> {
  await database.db.execute(sql`delete from locks`);
  await database.db.execute(sql`delete from pairs`);
  for (const [primary, duplicate, state, sends] of pairs) {
    await database.db.execute(sql`
      insert into pairs (mode, crm, org, cluster_id, primary_id, duplicate_id, state, run_id, sends)
      values ('real', 'devrev', 'ACME', ${CLUSTER}, ${primary}, ${duplicate}, ${state}, 'r', ${sends})`);
  }
}

/** Puts locks in as the version before wrote them, and lets the committed migration fill what they lack. */
async function migrated(contacts: string[]): Promise<Record<string, string>> {
  const { db } = database;
  await db.execute(sql`alter table locks alter column primary_id drop not null`);
  for (const contact of contacts) {
    await db.execute(sql`insert into locks (crm, org, contact_id, cluster_id, duplicate_id)
      values ('devrev', 'ACME', ${contact}, ${CLUSTER}, 'REVU-3')`);
  }
  await db.execute(sql.raw(fillOf('UPDATE "locks"')));
  const rows = await db.execute<{ contact_id: string; primary_id: string }>(
    sql`select * from locks order by contact_id`,
  );
  return Object.fromEntries(rows.map((row) => [row.contact_id, row.primary_id]));
}

/** The statement of the committed migration that begins so. */
function fillOf(begin: string): string {
  const journal = JSON.parse(readFileSync(new URL('meta/_journal.json', MIGRATION), 'utf8')) as {
    entries: { tag: string }[];
  };
  const { tag = '' } = journal.entries.find(({ tag: name }) => name.endsWith('locks_know_the_primary')) ?? {};
  const parts = readFileSync(new URL(`${tag}.sql`, MIGRATION), 'utf8').split('--> statement-breakpoint');
  return parts.find((part) => part.includes(begin)) ?? '';
}

function free(primaryId: string): Promise<void> {
  const key: PairKey = {
    mode: 'real',
    crm: 'devrev',
    org: 'ACME',
    clusterId: CLUSTER,
    primaryId,
    duplicateId: 'REVU-3',
  };
  return freeLocks(database.db, key);
}

async function locked(): Promise<string[]> {
  const rows = await database.db.execute<{ contact_id: string }>(sql`select contact_id from locks order by 1`);
  return rows.map((row) => row.contact_id);
}
