import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';

/** A database with its one place of backups. */
export interface Store {
  databaseId: string;
  backupStore: string;
}

/** Who the database is and where its backups are, at this moment: asked before every step, so it is one short question. */
export async function currentStore(db: Tx): Promise<{ [Part in keyof Store]: string | null }> {
  const [row] = await db.execute<{ databaseId: string; backupStore: string | null }>(
    sql`select id as "databaseId", backup_store as "backupStore" from store_identity`,
  );
  return row ?? { databaseId: null, backupStore: null };
}

/** The same as a condition of whatever statement comes first. */
export function isStore({ databaseId, backupStore }: Store): SQL {
  return sql`exists (select 1 from store_identity where id = ${databaseId}::uuid and backup_store = ${backupStore}::uuid)`;
}
