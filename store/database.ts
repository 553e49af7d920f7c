import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import { withConnection } from './connection.ts';
import { openPool } from './pool.ts';

/** `execute` answers with the rows alone. */
interface Rows extends PgQueryResultHKT {
  type: this['row'][];
}

export type Db = PgDatabase<Rows>;
/** A transaction or the database itself: what store functions accept. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0] | Db;

export interface Database {
  db: Db;
  close(): Promise<void>;
}

/** A process that is frozen in the middle of a transaction would keep its locks for ever, and whoever waits for them. */
const IDLE_IN_TRANSACTION_MS = 15_000;

/** A person's word may take a statement of minutes, with a plan of many clusters. */
const SILENT_MS = 120_000;

export interface DatabaseOptions {
  url: string;
  /** @default 10 */
  max?: number;
  applicationName?: string;
  /**
   * The longest that a statement waits for the database. For steps, whose statements are short: Postgres itself ends one a little earlier,
   * so that none goes on that nobody waits for any more.
   *
   * @default without end at Postgres, and two minutes of silence of a connection
   */
  answerMs?: number;
  /** Postgres keeps the plans of statements. For steps, which ask the same few again and again. @default false */
  keepPlans?: boolean;
}

/** Opens a pool. Nothing connects before the first query; a lost connection is replaced at the next one. */
export function openDatabase(options: DatabaseOptions): Database {
  const { url, max = 10, applicationName = 'contact-dedupe', answerMs, keepPlans = false } = options;
  const pool = openPool({
    ...{ url, max, applicationName, keepPlans, idleInTransactionMs: IDLE_IN_TRANSACTION_MS },
    silentMs: answerMs ?? SILENT_MS,
    ...(answerMs !== undefined && { statementMs: Math.ceil(answerMs * 0.8) }),
  });
  const db = onlyRows(drizzle(pool));
  // Drizzle's own keeps a connection for ever when its `begin` fails.
  db.transaction = async (work) => {
    const client = await pool.connect();
    try {
      return await onlyRows(drizzle(client as unknown as pg.Client)).transaction(work);
    } finally {
      client.release();
    }
  };
  POOLS.set(db, pool);
  return { db, close: () => pool.end() };
}

const POOLS = new WeakMap<Db, pg.Pool>();

/** Lends one connection for as long as the work takes, outside a transaction: what its session holds, it holds meanwhile. */
export async function withSession<T>(db: Db, work: (session: Db) => Promise<T>): Promise<T> {
  const pool = POOLS.get(db);
  if (pool === undefined) throw new Error('Only a database that was opened lends a session');
  return withConnection(pool, (client) => work(onlyRows(drizzle(client as unknown as pg.Client))));
}

/** The same database or transaction, with `execute` and inner transactions as `Db` has them. */
function onlyRows(inner: Pick<NodePgDatabase, 'execute' | 'transaction'>): Db {
  const execute = inner.execute.bind(inner);
  const transaction = inner.transaction.bind(inner);
  return Object.assign(inner, {
    execute: async (query: Parameters<typeof execute>[0]) => (await execute(query)).rows,
    transaction: <T>(work: (tx: never) => Promise<T>): Promise<T> => transaction((tx) => work(onlyRows(tx) as never)),
  }) as unknown as Db;
}
