import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { typedPairName } from '../ledger/pair-name.ts';
import type { UndoPairKey } from './types.ts';

interface Owner {
  key: UndoPairKey;
  crm: string;
  org: string;
}

/**
 * Locks these contacts for the undo of this pair, all or none. Null when it holds them; else the name of the pair that stands in the way. What
 * an undo of the same pair that has ended left locked becomes this one's.
 */
export async function takeUndoLocks(tx: Tx, owner: Owner, contacts: readonly string[]): Promise<string | null> {
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
  const [other] = await tx.execute<{ cluster_id: string; primary_id: string; duplicate_id: string }>(sql`
    select cluster_id, primary_id, duplicate_id from locks where crm = ${crm} and org = ${org} and contact_id in ${ids}
      and not ((cluster_id, primary_id, duplicate_id) = (${clusterId}, ${primaryId}, ${duplicateId})
        and undo_id is not distinct from ${undoId}) limit 1`);
  if (other === undefined) return null;
  await freeUndoLocks(tx, owner);
  const pair = { clusterId: other.cluster_id, primaryId: other.primary_id, duplicateId: other.duplicate_id };
  return typedPairName(tx, { mode: 'real', crm, org, ...pair });
}

/** Deletes the locks that the undo holds of this pair, never a merge's. */
export async function freeUndoLocks(tx: Tx, { crm, org, key }: Owner): Promise<void> {
  const { undoId, clusterId, primaryId, duplicateId } = key;
  await tx.execute(sql`
    delete from locks where crm = ${crm} and org = ${org} and undo_id = ${undoId}
      and (cluster_id, primary_id, duplicate_id) = (${clusterId}, ${primaryId}, ${duplicateId})`);
}
