import { fileURLToPath } from 'node:url';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

export type Db = PostgresJsDatabase;
/** A transaction or the database itself: what store functions accept. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0] | Db;

export interface Database {
  db: Db;
  close(): Promise<void>;
}

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));

/** Any one number: the advisory lock that keeps two starting processes from migrating at once. */
const MIGRATION_LOCK = 7_204_611;

/** Opens a pool. Nothing connects before the first query; a lost connection is replaced at the next one. */
export function openDatabase(options: { url: string; max?: number; applicationName?: string }): Database {
  const client = postgres(options.url, {
    max: options.max ?? 10,
    onnotice: () => {},
    connect_timeout: 10,
    idle_timeout: 60,
    connection: { application_name: options.applicationName ?? 'contact-dedupe' },
  });
  return { db: drizzle(client), close: () => client.end({ timeout: 5 }) };
}

/** Brings the schema up to date. Safe to call from several processes at once. */
export async function migrateDatabase(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS });
  } finally {
    await client.end({ timeout: 5 });
  }
}
