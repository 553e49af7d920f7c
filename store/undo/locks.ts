import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { type LockHolder, lockHolder } from './lock-holder.ts';
import type { UndoPairKey } from './types.ts';

interface Owner {
  key: UndoPairKey;
  crm: string;
  org: string;
}

/** Locks these contacts for the undo of this pair, all or none. Null when it holds them; else who stands in the way. */
export async function takeUndoLocks(tx: Tx, owner: Owner, contacts: readonly string[]): Promise<LockHolder | null> {
  const holder = await addUndoLocks(tx, owner, contacts);
  if (holder !== null) await freeUndoLocks(tx, owner);
  return holder;
}

/** The same, and what it holds it keeps. What an undo of the same pair that has ended left locked becomes this one's. */
export async function addUndoLocks(tx: Tx, owner: Owner, contacts: readonly string[]): Promise<LockHolder | null> {
  const { crm, org, key } = owner;
  const { undoId, clusterId, primaryId, duplicateId } = key;
  const ids = [...new Set(contacts)].sort();
  await tx.execute(sql`
    update locks set undo_id = ${undoId} where crm = ${crm} and org = ${org}
      and (cluster_id, primary_id, duplicate_id) = (${clusterId}, ${primaryId}, ${duplicateId})
      and undo_id in (select id from undos where state <> 'open')`);
  await tx.execute(sql`
    insert into locks (crm, org, contact_id, cluster_id, primary_id, duplicate_id, undo_id)
    select ${crm}, ${org}, id, ${clusterId}, ${primaryId}, ${duplicateId}, ${undoId}
    from unnest(${sql.param(ids)}::text[]) as id order by id
    on conflict do nothing`);
  return lockHolder(tx, { ...owner, contacts: ids });
}

/** Deletes the locks that the undo holds of this pair, never a merge's. */
export async function freeUndoLocks(tx: Tx, { crm, org, key }: Owner): Promise<void> {
  const { undoId, clusterId, primaryId, duplicateId } = key;
  await tx.execute(sql`
    delete from locks where crm = ${crm} and org = ${org} and undo_id = ${undoId}
      and (cluster_id, primary_id, duplicate_id) = (${clusterId}, ${primaryId}, ${duplicateId})`);
}
