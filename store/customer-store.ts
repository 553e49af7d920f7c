import { setTimeout as sleep } from 'node:timers/promises';
import type { CountryCode } from 'libphonenumber-js/max';
import pg from 'pg';

const CLOSE_MS = 3_000;

/** Unknown to the types, known to `pg`. */
const PING: pg.QueryConfig & { query_timeout: number } = {
  text: 'select from customers limit 0',
  query_timeout: 5_000,
};

export interface CustomerStore {
  /** For what is short. */
  pool: pg.Pool;
  /** For answers that last as long as their reader takes: slow readers never use up the connections of the others. */
  streams: pg.Pool;
  /** Where phone numbers without a country code are from; null when nobody knows. */
  phoneCountry: CountryCode | null;
  close(): Promise<void>;
}

/** Opens the pools. Nothing connects before the first query; a lost connection is replaced at the next one. */
export function openCustomerStore(options: { url: string; phoneCountry?: CountryCode | null }): CustomerStore {
  const { url, phoneCountry = null } = options;
  const pool = openPool(url, 10);
  const streams = openPool(url, 8);
  return {
    pool,
    streams,
    phoneCountry,
    close: async () => {
      // A query that nobody waits for any more may take longer than whoever closes.
      await Promise.race([Promise.all([pool.end(), streams.end()]), sleep(CLOSE_MS, undefined, { ref: false })]);
    },
  };
}

function openPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    application_name: 'contact-dedupe customers API',
  });
  // A lost connection fails the statement that needs it. Without a listener it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Resolves when the database answers. */
export async function pingCustomers({ pool }: CustomerStore): Promise<void> {
  await pool.query(PING);
}
