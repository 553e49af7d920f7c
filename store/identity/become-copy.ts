import { sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import { homeOf, readIdentity, type StoreIdentity } from './identity.ts';

/** A run whose workflow belongs to the database that this one is a copy of. */
export interface RunLeft {
  run: string;
  crm: string;
  org: string;
}

/**
 * A person says that this database is a copy: it is somebody of its own from now on, with a place of its own for its backups. The
 * workflows of runs that were open in the original go on there; here these runs have ended, and nothing that is said here reaches them.
 */
export async function becomeCopy(db: Db): Promise<{ identity: StoreIdentity; left: RunLeft[] }> {
  const home = await homeOf(db);
  await readIdentity(db);
  return db.transaction(async (tx) => {
    const [row] = await tx.execute<{ system: string | null; database: string }>(
      sql`select system, database from store_identity for update`,
    );
    if (row === undefined) throw new Error('The database has no identity');
    await tx.execute(sql`
      update store_identity set id = gen_random_uuid(), system = ${home.system}, database = ${home.database},
        backup_store = null, backup_place = null`);
    await tx.execute(sql`delete from workers`);
    const left = await tx.execute<RunLeft & Record<string, unknown>>(sql`
      update runs set state = 'failed', ended_at = clock_timestamp() where state = 'open' returning id as run, crm, org`);
    return { identity: await readIdentity(tx), left: [...left] };
  });
}
