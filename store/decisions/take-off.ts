import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { jsonOrNull } from '../reasons.ts';
import { type KeptApart, keptApart } from './kept-apart.ts';

/**
 * Puts an approved cluster that has not begun back to review where it would unite people whom a person keeps apart, by now or by its
 * plan. Whether it did. The caller holds its row.
 */
export async function takeOffRefused(
  tx: Tx,
  { runId, clusterId }: { runId: string; clusterId: string },
): Promise<boolean> {
  const [cluster] = await tx.execute<{ crm: string; org: string; contacts: string[] }>(sql`
    select r.crm, r.org, p.primary_id || p.duplicates as contacts from run_clusters c join runs r on r.id = c.run_id
    join plan_clusters p on p.plan_digest = r.plan_digest and p.cluster_id = c.cluster_id
    where c.run_id = ${runId} and c.cluster_id = ${clusterId} and c.state = 'approved'`);
  if (cluster === undefined) return false;
  const kept = (await byPlan(tx, { runId, clusterId })) ?? (await keptApart(tx, cluster));
  if (kept === null) return false;
  await tx.execute(sql`
    insert into run_refusals (run_id, cluster_id, decision_id, contacts)
    values (${runId}, ${clusterId}, ${kept.decision}, ${sql.param(kept.contacts)}::text[]) on conflict do nothing`);
  await tx.execute(sql`
    update run_clusters set state = 'undecided', why = ${jsonOrNull({ code: 'refused', values: kept })}::jsonb, canary = false
    where run_id = ${runId} and cluster_id = ${clusterId}`);
  return true;
}

async function byPlan(tx: Tx, { runId, clusterId }: { runId: string; clusterId: string }): Promise<KeptApart | null> {
  const [row] = await tx.execute<{ contacts: string[] }>(sql`
    select contacts from run_refusals where run_id = ${runId} and cluster_id = ${clusterId} and decision_id = 0`);
  return row === undefined ? null : { decision: 0, contacts: row.contacts };
}
