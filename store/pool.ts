import pg from 'pg';

export interface PoolOptions {
  url: string;
  max: number;
  applicationName: string;
  /** Postgres ends a transaction that is idle for so long, in milliseconds. @default never */
  idleInTransactionMs?: number;
}

/** Opens a pool. Nothing connects before the first query; a lost connection is replaced at the next one. */
export function openPool({ url, max, applicationName, idleInTransactionMs = 0 }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    application_name: applicationName,
    idle_in_transaction_session_timeout: idleInTransactionMs,
  });
  // A lost connection fails the statement that needs it. Without a listener it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
