import { setTimeout as sleep } from 'node:timers/promises';
import type { CountryCode } from 'libphonenumber-js/max';
import type pg from 'pg';
import { openPool } from '../pool.ts';

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

export interface CustomerStoreOptions {
  url: string;
  phoneCountry?: CountryCode | null;
  /** A statement that brings nothing for so long is broken off, in milliseconds. @default never */
  silentMs?: number;
}

/** Opens the pools. Nothing connects before the first query; a lost connection is replaced at the next one. */
export function openCustomerStore(options: CustomerStoreOptions): CustomerStore {
  const { url, phoneCountry = null, silentMs } = options;
  const applicationName = 'contact-dedupe customers API';
  const shared = { url, applicationName, ...(silentMs !== undefined && { silentMs }) };
  const pool = openPool({ ...shared, max: 10 });
  const streams = openPool({ ...shared, max: 8 });
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

/** Resolves when the database answers. */
export async function pingCustomers({ pool }: CustomerStore): Promise<void> {
  await pool.query(PING);
}
