import { sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import { jsonOrNull, type Reason } from '../reasons.ts';
import { homeOf, readIdentity, type StoreIdentity } from './identity.ts';

const LEFT: Reason = { code: 'store-copied', values: {} };

/** A run whose workflow belongs to the database that this one is a copy of. */
export interface RunLeft {
  run: string;
  crm: string;
  org: string;
}

/**
 * A person says that this database is a copy: it is somebody of its own from now on, with a place of its own for its backups. The
 * workflows of runs that were open in the original go on there; here these runs are cancelled with a reason of their own, and nothing
 * that is said here reaches them. `words` says a reason.
 */
export async function becomeCopy(
  db: Db,
  words: (why: Reason) => string,
): Promise<{ identity: StoreIdentity; left: RunLeft[] }> {
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
    // The original tells them.
    await tx.execute(sql`delete from notices where sent_at is null`);
    const left = await tx.execute<RunLeft & Record<string, unknown>>(sql`
      update runs set state = 'cancelled', ended_at = clock_timestamp(), stop_seq = stop_seq + 1,
        stop_at = coalesce(stop_at, clock_timestamp()), stop_reason = ${words(LEFT)}, stop_by = 'store',
        stop_why = ${jsonOrNull(LEFT)}::jsonb
      where state = 'open' returning id as run, crm, org`);
    return { identity: await readIdentity(tx), left: [...left] };
  });
}
