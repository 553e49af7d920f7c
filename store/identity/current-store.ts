import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';

/** Who the database is and where its backups are, at this moment: asked before every step, so it is one short question. */
export async function currentStore(db: Tx): Promise<{ databaseId: string | null; backupStore: string | null }> {
  const [row] = await db.execute<{ databaseId: string; backupStore: string | null }>(
    sql`select id as "databaseId", backup_store as "backupStore" from store_identity`,
  );
  return row ?? { databaseId: null, backupStore: null };
}
