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
  /** Postgres parses and plans a statement once for each connection. For few statements that are asked again and again. @default false */
  keepPlans?: boolean;
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
  if (options.keepPlans === true) keepPlans(pool);
  return pool;
}

/** Characters of a parameter. A longer one holds many rows: such a statement is planned by what there is of them. */
const SHORT = 8 * 1024;
/** Statements with so many different texts have no plan that is worth keeping. */
const MOST = 500;
/** The table is not what it was when the plan was made. */
const PLAN_IS_OLD = '0A000';

/** Gives statements a name, by their text, which is what makes Postgres keep them. */
function keepPlans(pool: pg.Pool): void {
  const names = new Map<string, string>();
  let named = 0;
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known !== undefined || names.size >= MOST) return known;
    named += 1;
    names.set(text, `kept ${named}`);
    return names.get(text);
  };
  const forgetOld = (error: unknown): void => {
    if (error instanceof Error && 'code' in error && error.code === PLAN_IS_OLD) names.clear();
  };
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...request: unknown[]) => unknown;
    const asked = (config: unknown, values?: unknown, ...rest: unknown[]): unknown => {
      if (!isPlain(config) || !areShort(values)) return query(config, values, ...rest);
      const answer = query({ ...config, name: nameOf(config.text) }, values, ...rest);
      if (answer instanceof Promise) answer.catch(forgetOld);
      return answer;
    };
    client.query = asked as typeof client.query;
  });
}

/** A text with its parameters; not one that stands alone, or a stream of rows. */
function isPlain(config: unknown): config is { text: string } {
  return typeof config === 'object' && config !== null && 'text' in config && !('submit' in config);
}

function areShort(values: unknown): values is unknown[] {
  if (!Array.isArray(values) || values.length === 0) return false;
  return values.every((value) => !Array.isArray(value) && (typeof value !== 'string' || value.length <= SHORT));
}
