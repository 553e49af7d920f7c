import pg from 'pg';
import { commitTime } from './commit-time.ts';
import { type Ask, type Home, isSameHome, readHome } from './identity/home.ts';
import { readSchema, type SchemaState } from './schema-version.ts';

/** What a database says of itself, without changing anything. */
export interface DatabaseState {
  /** E.g. `18.4`. */
  version: string;
  schema: SchemaState;
  /** Whether it is where it was made: `other` for a copy, or after a move; null while it has no identity. */
  home: 'own' | 'other' | null;
  /** Whether our role may ask which server this is: without that a copy on another server may go unnoticed. */
  isServerKnown: boolean;
  /** Its clock, and ours before and after, in ms. */
  clock: { says: number; sentAt: number; receivedAt: number };
  /** What a COMMIT takes; null where our role may not write. */
  commitMs: number | null;
}

/** Reads version, schema and clock over a connection of its own. Rejects as `pg` does. */
export async function readDatabaseState(url: string, timeoutMs: number): Promise<DatabaseState> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    application_name: 'contact-dedupe doctor',
  });
  client.on('error', () => {});
  const ask: Ask = async (query) => (await client.query<Record<string, unknown>>(query)).rows;
  try {
    await client.connect();
    const sentAt = Date.now();
    const { rows } = await client.query(`select current_setting('server_version') as version,
      (extract(epoch from clock_timestamp()) * 1000)::float8 as now,
      to_regclass('store_identity') is not null as named`);
    const receivedAt = Date.now();
    const { version, now, named } = rows[0] as {
      version: string;
      now: number;
      named: boolean;
    };
    return {
      version,
      schema: await readSchema(ask),
      ...(await readIdentity(ask, named)),
      clock: { says: now, sentAt, receivedAt },
      commitMs: await commitTime(ask),
    };
  } finally {
    await client.end().catch(() => {});
  }
}

async function readIdentity(ask: Ask, named: boolean): Promise<Pick<DatabaseState, 'home' | 'isServerKnown'>> {
  const here = await readHome(ask);
  const [row] = named ? await ask('select system, database from store_identity') : [];
  const home = row === undefined ? null : isSameHome(row as unknown as Home, here) ? 'own' : 'other';
  return { home, isServerKnown: here.system !== null };
}
