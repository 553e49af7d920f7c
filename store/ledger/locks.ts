import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { FINAL, MAY_BE_MERGED } from '../pair-states.ts';
import type { Reason } from '../reasons.ts';
import type { PairKey } from '../types.ts';
import { typedPairName } from './pair-name.ts';

/**
 * Locks both contacts for this pair, whole: another primary of the same cluster is another pair. Null when it holds them; else
 * the pair or the undo that stands in the way, and nothing is locked.
 */
export async function takeLocks(
  tx: Tx,
  key: PairKey,
): Promise<Extract<Reason, { code: 'locked' | 'locked-by-undo' }> | null> {
  const { crm, org, clusterId, primaryId, duplicateId } = key;
  await lockWhatIsFree(tx, key);
  const [other] = await tx.execute<{
    cluster_id: string;
    primary_id: string;
    duplicate_id: string;
    undo_id: string | null;
  }>(sql`
    select cluster_id, primary_id, duplicate_id, undo_id from locks where crm = ${crm} and org = ${org}
      and contact_id in (${primaryId}, ${duplicateId})
      and ((cluster_id, primary_id, duplicate_id) <> (${clusterId}, ${primaryId}, ${duplicateId}) or undo_id is not null)
    order by undo_id is null limit 1`);
  if (other === undefined) return null;
  await freeLocks(tx, key);
  if (other.undo_id !== null) return { code: 'locked-by-undo', values: { undo: other.undo_id } };
  const owner = { clusterId: other.cluster_id, primaryId: other.primary_id, duplicateId: other.duplicate_id };
  const pair =
    owner.primaryId === ''
      ? `${owner.clusterId}.${owner.duplicateId}`
      : await typedPairName(tx, { mode: 'real', crm, org, ...owner });
  return { code: 'locked', values: { pair } };
}

/**
 * Of the two contacts those that nobody has locked: for a pair that is sent already, because the ledger is an older copy, in which a
 * sibling may still have the primary.
 */
export async function lockWhatIsFree(tx: Tx, key: PairKey): Promise<void> {
  const { crm, org, clusterId, primaryId, duplicateId } = key;
  await tx.execute(sql`
    insert into locks (crm, org, contact_id, cluster_id, primary_id, duplicate_id)
    select ${crm}, ${org}, id, ${clusterId}, ${primaryId}, ${duplicateId}
    from unnest(array[${primaryId}, ${duplicateId}]) as id order by id
    on conflict do nothing`);
}

/**
 * Deletes the locks of this pair, never another's or an undo's. A lock of before, of which nobody can tell whose it is, goes with the last
 * unresolved pair that may own it. Where a sibling was sent all the same, as an older copy of the ledger lets happen, the primary's lock is its
 * from then on.
 */
export async function freeLocks(tx: Tx, key: PairKey): Promise<void> {
  const { crm, org, clusterId, primaryId, duplicateId } = key;
  await tx.execute(sql`
    with freed as (delete from locks where crm = ${crm} and org = ${org} and cluster_id = ${clusterId} and duplicate_id = ${duplicateId} and undo_id is null
      and (primary_id = ${primaryId} or (primary_id = '' and not exists (
        select 1 from pairs p where p.mode = 'real' and p.crm = ${crm} and p.org = ${org} and p.cluster_id = ${clusterId}
          and p.duplicate_id = ${duplicateId} and p.primary_id <> ${primaryId} and p.sends > 0 and p.state not in ${FINAL})))
      returning contact_id)
    insert into locks (crm, org, contact_id, cluster_id, primary_id, duplicate_id)
    select p.crm, p.org, p.primary_id, p.cluster_id, p.primary_id, p.duplicate_id from freed
    join pairs p on p.mode = 'real' and p.crm = ${crm} and p.org = ${org} and p.cluster_id = ${clusterId} and p.primary_id = ${primaryId}
      and p.duplicate_id <> ${duplicateId} and p.sends > 0 and p.state in ${MAY_BE_MERGED}
    where freed.contact_id = ${primaryId} order by p.duplicate_id limit 1 on conflict do nothing`);
}
