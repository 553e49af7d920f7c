import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { type Ask, type Home, isSameHome, readHome } from './home.ts';
import { OtherHome } from './other-home.ts';

/** Which database this is. */
export interface StoreIdentity {
  id: string;
  /** `other`: it was made elsewhere, and is here as a copy or after a move. */
  home: 'own' | 'other';
  /** Whether our role may ask which server this is: without that a copy on another server may go unnoticed. */
  isServerKnown: boolean;
  /** The one place of its backups; null until a worker has begun. */
  backupStore: string | null;
  /** Where that was when it was first used, for people. */
  backupPlace: string | null;
}

/** Says who the database is, which it becomes at its first use. */
export async function readIdentity(db: Tx): Promise<StoreIdentity> {
  const home = await homeOf(db);
  await db.execute(sql`
    insert into store_identity (id, system, database) values (gen_random_uuid(), ${home.system}, ${home.database})
    on conflict do nothing`);
  const [row] = await db.execute<Row>(sql`
    select id, system, database, backup_store as "backupStore", backup_place as "backupPlace" from store_identity`);
  if (row === undefined) throw new Error('The database has no identity');
  const { id, backupStore, backupPlace } = row;
  const isOwn = isSameHome(row, home);
  return { id, home: isOwn ? 'own' : 'other', isServerKnown: home.system !== null, backupStore, backupPlace };
}

/** As `readIdentity`. Throws OtherHome where nothing may start before a person has said what this database is. */
export async function requireIdentity(db: Tx): Promise<StoreIdentity> {
  const identity = await readIdentity(db);
  if (identity.home === 'other') throw new OtherHome(identity.id);
  return identity;
}

/** A person says that this is the one database of that identity, which is here now. */
export async function keepIdentity(db: Tx): Promise<StoreIdentity> {
  const home = await homeOf(db);
  await readIdentity(db);
  await db.execute(sql`update store_identity set system = ${home.system}, database = ${home.database}`);
  return readIdentity(db);
}

export async function homeOf(db: Tx): Promise<Home> {
  const ask: Ask = (query) => db.execute(sql.raw(query));
  return readHome(ask);
}

interface Row extends Record<string, unknown>, Home {
  id: string;
  backupStore: string | null;
  backupPlace: string | null;
}
