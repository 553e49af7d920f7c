import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { ensureDatabase } from '../../local/postgres/database-url.ts';
import { MIGRATIONS, migrateDatabase } from '../../store/migrate.ts';
import { query } from './query.ts';

/** A fresh database for one test file, empty or a copy of a template: its URL. It goes with the server. */
export async function createDatabase(adminUrl: string, template?: string): Promise<string> {
  return await ensureDatabase(adminUrl, `test_${randomBytes(6).toString('hex')}`, template);
}

/**
 * A fresh database with our schema and nothing in it: a copy, since forty migrations take ten times as long. Whoever asks a second time
 * is taken for one who will ask again: the next copy is made while this one is used.
 */
export async function createStore(adminUrl: string): Promise<string> {
  const spare = spares.get(adminUrl);
  // At once: nobody else is given the same one.
  spares.set(adminUrl, spare === undefined ? Promise.resolve(null) : copyOfStore(adminUrl).catch(() => null));
  return (await spare) ?? (await copyOfStore(adminUrl));
}

/** By server, made and given to nobody yet; null where none was made. */
const spares = new Map<string, Promise<string | null>>();

async function copyOfStore(adminUrl: string): Promise<string> {
  return await createDatabase(adminUrl, await migratedOnce(adminUrl));
}

const migrated = new Map<string, Promise<string>>();

function migratedOnce(adminUrl: string): Promise<string> {
  const known = migrated.get(adminUrl) ?? migratedTemplate(adminUrl);
  migrated.set(adminUrl, known);
  return known;
}

/** The database that is copied, made by whoever comes first; one for each state of the migrations, since a planted bug may be in one. */
async function migratedTemplate(adminUrl: string): Promise<string> {
  const name = `migrated_${digestOfMigrations()}`;
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rows.length > 0) return name;
    const making = `${name}_making`;
    await client.query(`drop database if exists ${making}`);
    await migrateDatabase(await ensureDatabase(adminUrl, making));
    await client.query(`alter database ${making} rename to ${name}`);
    return name;
  } finally {
    await client.end();
  }
}

function digestOfMigrations(): string {
  const hash = createHash('sha256');
  const files = readdirSync(MIGRATIONS).filter((name) => name.endsWith('.sql'));
  for (const name of files.sort()) hash.update(name).update(readFileSync(join(MIGRATIONS, name)));
  return hash.digest('hex').slice(0, 12);
}

/** Takes everything out of a database, as somebody who restores into it has done before. */
export async function emptyStore(url: string): Promise<void> {
  await query(url, 'drop schema public cascade; drop schema drizzle cascade; create schema public');
}
