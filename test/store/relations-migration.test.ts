import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { openDatabase } from '../../store/database.ts';
import { getReading } from '../../store/ledger/readings.ts';
import { migrateDatabase } from '../../store/migrate.ts';
import { createDatabase } from '../support/database.ts';
import { makeFolder } from '../support/servers.ts';

const MIGRATIONS = fileURLToPath(new URL('../../store/migrations', import.meta.url));
const CLUSTER = { mode: 'real', crm: 'devrev', org: 'ACME12', clusterId: 'c' } as const;

/** A database as the version before relations had names of their own left it. */
async function oldDatabase(rows: string[]): Promise<string> {
  const url = await createDatabase(inject('adminDatabaseUrl'));
  const folder = makeFolder();
  cpSync(MIGRATIONS, folder, { recursive: true });
  const path = join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(path, 'utf8')) as { entries: { tag: string }[] };
  const until = journal.entries.findIndex(({ tag }) => tag.endsWith('_relations'));
  writeFileSync(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, until) }));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await migrate(drizzle(client), { migrationsFolder: folder });
  for (const row of rows) await client.query(row);
  await client.end();
  rmSync(folder, { recursive: true });
  return url;
}

const reading = (contact: string, conversations: string): string => `
  insert into readings (mode, crm, org, cluster_id, contact_id, full_id, email, state, fields_digest, reported, created, owned, conversations)
  values ('real', 'devrev', 'ACME12', 'c', '${contact}', 'full', 'a@example.com', 'active', 'd', '{T1,T2}', '{T2}', '{}', ${conversations})`;

const pair = (duplicate: string, columns: Record<string, string>): string => `
  insert into pairs (mode, crm, org, cluster_id, primary_id, duplicate_id, state, run_id, ${Object.keys(columns).join(', ')})
  values ('real', 'devrev', 'ACME12', 'c', 'A', '${duplicate}', 'done', 'r', ${Object.values(columns).join(', ')})`;

test('Readings, sizes, proofs and counts of an older version are kept under the names of their relations', async () => {
  const url = await oldDatabase([
    reading('A', "'{C1}'"),
    reading('B', 'null'),
    pair('B', {
      proof: "'tickets'",
      tickets_before: `'{"primary": 2, "duplicate": 3}'`,
      tickets_after: '5',
      conversations_before: `'{"primary": 1, "duplicate": 0}'`,
      conversations_after: '1',
    }),
    pair('C', {
      proof: "'a person and the tickets'",
      tickets_before: `'{"primary": 0, "duplicate": 0}'`,
      tickets_after: '0',
    }),
    pair('D', { reason: "'backed up only'" }),
    `insert into backups (run_id, cluster_id, contact_id, part, folder, tickets, conversations, attempt)
     values ('r', 'c', 'A', 0, 'f', 4, 1, gen_random_uuid())`,
  ]);
  await migrateDatabase(url);
  const { db, close } = openDatabase({ url });
  try {
    const tickets = { reported: ['T1', 'T2'], created: ['T2'], owned: [] };
    expect((await getReading(db, CLUSTER, 'A'))?.relations).toEqual({ ...tickets, conversations: ['C1'] });
    expect((await getReading(db, CLUSTER, 'B'))?.relations).toEqual(tickets);
    expect(
      await db.execute('select proof, relations_before, relations_after from pairs order by duplicate_id'),
    ).toEqual([
      {
        proof: 'by reported',
        relations_before: { reported: { primary: 2, duplicate: 3 }, conversations: { primary: 1, duplicate: 0 } },
        relations_after: { reported: 5, conversations: 1 },
      },
      {
        proof: 'a person',
        relations_before: { reported: { primary: 0, duplicate: 0 } },
        relations_after: { reported: 0 },
      },
      { proof: null, relations_before: null, relations_after: null },
    ]);
    expect(await db.execute('select things from backups')).toEqual([{ things: { tickets: 4, conversations: 1 } }]);
  } finally {
    await close();
  }
});
