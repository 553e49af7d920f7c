import type { SQL } from 'drizzle-orm';
import type { PgDialect, PgSession } from 'drizzle-orm/pg-core';
import type { Tx } from './database.ts';

/** What Drizzle itself runs its statements with, and does not show. */
interface Inner {
  dialect: PgDialect;
  session: PgSession;
}

/**
 * Runs a statement that each connection keeps under this name: Postgres reads and plans it once, which may take longer than it does. Its
 * text must always be the same, whatever its values are.
 */
export async function executePrepared<T extends Record<string, unknown>>(
  db: Tx,
  { name, statement }: { name: string; statement: SQL },
): Promise<T[]> {
  const { dialect, session } = db as unknown as Inner;
  const prepared = session.prepareQuery<{ execute: { rows: T[] }; all: T[]; values: unknown[][] }>(
    dialect.sqlToQuery(statement),
    undefined,
    name,
    false,
  );
  return (await prepared.execute()).rows;
}
