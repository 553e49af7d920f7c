import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { keepApart } from '../decisions/lasting.ts';
import type { UndoPairKey } from './types.ts';

/**
 * Keeps who came back apart from everybody else of the cluster, from the moment on in which the id is known: an undo that stops after it leaves no
 * contact that a fresh export may merge again. One decision for each other member: which of those are one person, this says nothing of. Who came
 * back before is known by the id of now, also where that undo has not come to its end. What stands already stays.
 */
export async function keepFromCluster(
  tx: Tx,
  { key, crm, org, id: own }: { key: UndoPairKey; crm: string; org: string; id: string },
): Promise<void> {
  const [undo] = await tx.execute<{ by: string; run_id: string }>(sql`
    select by, run_id from undos where id = ${key.undoId}`);
  if (undo === undefined) throw new Error(`Undo ${key.undoId} is gone`);
  const members = await tx.execute<{ id: string }>(sql`
    with members as (
      select primary_id as id from pairs where mode = 'real' and crm = ${crm} and org = ${org} and cluster_id = ${key.clusterId}
      union select duplicate_id from pairs where mode = 'real' and crm = ${crm} and org = ${org} and cluster_id = ${key.clusterId}
      union select c.primary_id from runs r join plan_clusters c on c.plan_digest = r.plan_digest
        where r.id = ${undo.run_id} and c.cluster_id = ${key.clusterId}
      union select unnest(c.duplicates) from runs r join plan_clusters c on c.plan_digest = r.plan_digest
        where r.id = ${undo.run_id} and c.cluster_id = ${key.clusterId}
    )
    select coalesce(d.new_id, m.id) as id from members m
    left join redirects d on d.crm = ${crm} and d.org = ${org} and d.old_id = m.id and d.undo_id is not null
    where m.id <> ${key.duplicateId}
    union select p.new_id from undo_pairs p join undos u on u.id = p.undo_id
    where u.crm = ${crm} and u.org = ${org} and p.cluster_id = ${key.clusterId} and p.duplicate_id <> ${key.duplicateId}
      and p.new_id is not null`);
  const aparts = members.filter(({ id }) => id !== own).map(({ id }) => ({ members: [own, id], runId: undo.run_id }));
  await keepApart(tx, { crm, org, aparts, by: undo.by, because: 'undone', through: 'undo' });
}
