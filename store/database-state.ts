import { readFileSync } from 'node:fs';
import pg from 'pg';
import { commitTime } from './commit-time.ts';
import { type Ask, type Home, isSameHome, readHome } from './identity/home.ts';

/** What a database says of itself, without changing anything. */
export interface DatabaseState {
  /** E.g. `18.4`. */
  version: string;
  /** Our migrations that it still lacks, by name. The next script or worker applies them. */
  missing: string[];
  /** How many it has that this program does not know: a newer one made them. */
  newer: number;
  /** Whether it is where it was made: `other` for a copy, or after a move; null while it has no identity. */
  home: 'own' | 'other' | null;
  /** Whether our role may ask which server this is: without that a copy on another server may go unnoticed. */
  isServerKnown: boolean;
  /** Its clock, and ours before and after, in ms. */
  clock: { says: number; sentAt: number; receivedAt: number };
  /** What a COMMIT takes; null where our role may not write. */
  commitMs: number | null;
}

const JOURNAL = new URL('./migrations/meta/_journal.json', import.meta.url);

/** Reads version, schema and clock over a connection of its own. Rejects as `pg` does. */
export async function readDatabaseState(url: string, timeoutMs: number): Promise<DatabaseState> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    application_name: 'contact-dedupe doctor',
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const sentAt = Date.now();
    const { rows } = await client.query(`select current_setting('server_version') as version,
      (extract(epoch from clock_timestamp()) * 1000)::float8 as now,
      to_regclass('drizzle.__drizzle_migrations') is not null as migrated,
      to_regclass('store_identity') is not null as named`);
    const receivedAt = Date.now();
    const { version, now, migrated, named } = rows[0] as {
      version: string;
      now: number;
      migrated: boolean;
      named: boolean;
    };
    const applied = migrated ? await appliedTimes(client) : [];
    return {
      version,
      ...compare(applied),
      ...(await readIdentity(client, named)),
      clock: { says: now, sentAt, receivedAt },
      commitMs: await commitTime(async (query) => (await client.query<Record<string, unknown>>(query)).rows),
    };
  } finally {
    await client.end().catch(() => {});
  }
}

async function readIdentity(client: pg.Client, named: boolean): Promise<Pick<DatabaseState, 'home' | 'isServerKnown'>> {
  const ask: Ask = async (query) => (await client.query<Record<string, unknown>>(query)).rows;
  const here = await readHome(ask);
  const [row] = named ? await ask('select system, database from store_identity') : [];
  const home = row === undefined ? null : isSameHome(row as unknown as Home, here) ? 'own' : 'other';
  return { home, isServerKnown: here.system !== null };
}

/** Drizzle keeps a migration by the time it was made at. */
async function appliedTimes(client: pg.Client): Promise<number[]> {
  const { rows } = await client.query('select created_at from drizzle.__drizzle_migrations');
  return rows.map((row: { created_at: string }) => Number(row.created_at));
}

function compare(applied: readonly number[]): Pick<DatabaseState, 'missing' | 'newer'> {
  const { entries } = JSON.parse(readFileSync(JOURNAL, 'utf8')) as { entries: { when: number; tag: string }[] };
  const known = new Set(entries.map(({ when }) => when));
  return {
    missing: entries.filter(({ when }) => !applied.includes(when)).map(({ tag }) => tag),
    newer: applied.filter((when) => !known.has(when)).length,
  };
}
