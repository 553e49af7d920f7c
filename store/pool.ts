import pg from 'pg';
import { breakOffSilent } from './silent-connections.ts';

export interface PoolOptions {
  url: string;
  max: number;
  applicationName: string;
  /** Postgres ends a transaction that is idle for so long, in milliseconds. @default never */
  idleInTransactionMs?: number;
  /** A connection that is silent for so long in the middle of a statement is broken off, in milliseconds. @default never */
  silentMs?: number;
  /** Postgres ends a statement that takes so long, in milliseconds. @default never */
  statementMs?: number;
}

/** The system asks for a sign of life of a connection that has been idle for so long. */
const KEEP_ALIVE_MS = 10_000;

/** Opens a pool. Nothing connects before the first query; a lost connection is replaced at the next one. */
export function openPool(options: PoolOptions): pg.Pool {
  const { url, max, applicationName, idleInTransactionMs = 0, statementMs = 0, silentMs } = options;
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    application_name: applicationName,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    statement_timeout: statementMs,
  });
  // A lost connection fails the statement that needs it. Without a listener it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  if (silentMs !== undefined) breakOffSilent(pool, silentMs);
  return pool;
}
