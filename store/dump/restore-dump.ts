import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { InputError } from '../../contacts/input-error.ts';
import { MIGRATION_LOCK, MIGRATIONS } from '../migrate.ts';
import { copyStatement, type DumpHead, type DumpTail } from './format.ts';
import { damaged, type OpenDump, openDump } from './read-dump.ts';
import { ownTables } from './tables.ts';

export interface RestoreDump {
  url: string;
  path: string;
  /** Called before each table. */
  onTable?: (table: string) => void;
}

/** The store to restore into holds something already. */
export class StoreNotEmpty extends Error {
  override readonly name = 'StoreNotEmpty';
  readonly tables: string[];

  constructor(tables: string[]) {
    super(`The store is not empty: ${tables.join(', ')}`);
    this.tables = tables;
  }
}

/**
 * What a store knows of its own place and hour, and what is no loss: it does not make a store full. Nor do the runs that a person gave up
 * for lost, perhaps before the dump was found: what it does not know either, the workers name again.
 */
const OF_THE_PLACE = new Set([
  'everything',
  'forgotten_runs',
  'rate_budgets',
  'rate_calls',
  'rate_waits',
  'store_identity',
  'workers',
]);

/**
 * Fills an empty store from a dump, with the schema that the dump has, and then brings that up to date. All of it or nothing:
 * the checksum is compared before anything counts. Throws {@link StoreNotEmpty}, {@link InputError} for a dump that cannot be used.
 */
export async function restoreDump({ url, path, onTable }: RestoreDump): Promise<DumpTail> {
  const dump = await openDump(path);
  const client = new pg.Client({ connectionString: url, application_name: 'contact-dedupe restore' });
  client.on('error', () => {});
  try {
    const migrations = migrationsOf(dump.head, path);
    await client.connect();
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await dropEmptyTables(client);
    await makeMigrationTable(client);
    await apply(client, migrations.ofDump);
    const tail = await fill(client, dump, onTable).catch((error) => {
      throw doesNotFit(error) ? damaged(path, 'its rows do not fit each other') : error;
    });
    await apply(client, migrations.since);
    await client.query('commit');
    return tail;
  } finally {
    await dump.close();
    await client.end();
  }
}

/** What Postgres says of data that it cannot take: classes 22 (data) and 23 (integrity) of its codes. */
function doesNotFit(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^2[23]/.test(error.code ?? '');
}

type Migration = ReturnType<typeof readMigrationFiles>[number];

function migrationsOf(head: DumpHead, path: string): Record<'ofDump' | 'since', Migration[]> {
  const known = readMigrationFiles({ migrationsFolder: MIGRATIONS });
  const isOfDump = ({ folderMillis }: Migration): boolean => head.migrations.includes(folderMillis);
  const ofDump = known.filter(isOfDump);
  if (ofDump.length === head.migrations.length) return { ofDump, since: known.filter((one) => !isOfDump(one)) };
  throw new InputError({
    file: path,
    problem: `the store it was made of has ${head.migrations.length - ofDump.length} migrations that this program does not know`,
    todo: 'restore it with the version of the program that made it, or a later one',
  });
}

async function dropEmptyTables(client: pg.Client): Promise<void> {
  const tables = (await ownTables(client)).map(({ name }) => name);
  const full: string[] = [];
  for (const name of tables) {
    await client.query(`lock table "${name}" in access exclusive mode`);
    const { rows } = await client.query<{ full: boolean }>(`select exists (select from "${name}") as "full"`);
    if (rows[0]?.full && !OF_THE_PLACE.has(name)) full.push(name);
  }
  if (full.length > 0) throw new StoreNotEmpty(full);
  for (const name of tables) await client.query(`drop table "${name}" cascade`);
  await client.query('drop schema if exists drizzle cascade');
}

/** As drizzle's own migrator does it, which would end our transaction. */
async function makeMigrationTable(client: pg.Client): Promise<void> {
  await client.query('create schema drizzle');
  await client.query(
    'create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
  );
}

async function apply(client: pg.Client, migrations: readonly Migration[]): Promise<void> {
  for (const { sql, hash, folderMillis } of migrations) {
    for (const statement of sql) await client.query(statement);
    await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
      hash,
      folderMillis,
    ]);
  }
}

async function fill(client: pg.Client, dump: OpenDump, onTable?: (table: string) => void): Promise<DumpTail> {
  for (const table of dump.head.tables) {
    onTable?.(table.name);
    await client.query(`delete from "${table.name}"`); // a migration may have put rows there
    await pipeline(Readable.from(dump.rowsOf(table.name)), client.query(copyFrom(copyStatement(table, 'from stdin'))));
  }
  for (const { table, column, last, used } of dump.head.sequences)
    await client.query('select setval(pg_get_serial_sequence($1, $2), $3, $4)', [table, column, last, used]);
  return dump.finish();
}
