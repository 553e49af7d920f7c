import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import type { Ask } from './identity/home.ts';
import { OtherSchema } from './other-schema.ts';
import { readSchema, SCHEMA_VERSION, type SchemaState } from './schema-version.ts';

export const MIGRATIONS: string = fileURLToPath(new URL('./migrations', import.meta.url));

/** Any one number: the advisory lock that keeps two starting processes from migrating at once. */
export const MIGRATION_LOCK: number = 7_204_611;

/** What was done to a database's schema. */
export interface Migrated {
  /** The version that it had: 0 where it was empty. */
  from: number;
  to: number;
  /** By name. */
  applied: string[];
}

/**
 * Brings the schema up to date, also one that others use: for the few who may. Safe to call from several processes at once. Throws
 * OtherSchema for one that is newer than ours.
 */
export async function migrateDatabase(url: string): Promise<Migrated> {
  return await withSchema(url, (client) => bringUpToDate(client, () => true));
}

/** Makes the schema in an empty database, and looks at any other one. Throws OtherSchema where it is not the one that we work with. */
export async function requireSchema(url: string): Promise<void> {
  await withSchema(url, async (client, state) => {
    if (state.isEmpty) await bringUpToDate(client, ({ isEmpty }) => isEmpty);
    else if (state.newer > 0 || state.missing.length > 0) throw new OtherSchema(state);
  });
}

async function withSchema<T>(url: string, work: (client: pg.Client, state: SchemaState) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, keepAlive: true });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client, await readSchema(asks(client)));
  } finally {
    await client.end();
  }
}

/** Others may have been at it while we waited for the lock: whether we still may is asked under it. */
async function bringUpToDate(client: pg.Client, may: (state: SchemaState) => boolean): Promise<Migrated> {
  await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
  const state = await readSchema(asks(client));
  const { version: from, missing, newer } = state;
  if (missing.length === 0 && newer === 0) return { from, to: from, applied: [] };
  if (newer > 0 || !may(state)) throw new OtherSchema(state);
  await migrate(drizzle(client), { migrationsFolder: MIGRATIONS });
  return { from, to: SCHEMA_VERSION, applied: missing };
}

function asks(client: pg.Client): Ask {
  return async (query) => (await client.query<Record<string, unknown>>(query)).rows;
}
