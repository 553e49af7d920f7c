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
  // One question for all: nearly every cluster that opens has nobody to be kept apart.
  const [cluster] = await tx.execute<Opening>(sql`
    select r.crm, r.org, p.primary_id || p.duplicates as contacts, f.contacts as "byPlan", exists (
        select 1 from lasting_decisions d where d.crm = r.crm and d.org = r.org and d.forgotten_at is null
      ) as "anyDecision"
    from run_clusters c join runs r on r.id = c.run_id
    join plan_clusters p on p.plan_digest = r.plan_digest and p.cluster_id = c.cluster_id
    left join run_refusals f on f.run_id = c.run_id and f.cluster_id = c.cluster_id and f.decision_id = 0
    where c.run_id = ${runId} and c.cluster_id = ${clusterId} and c.state = 'approved'`);
  if (cluster === undefined) return false;
  const kept = await whoIsKeptApart(tx, cluster);
  if (kept === null) return false;
  await tx.execute(sql`
    insert into run_refusals (run_id, cluster_id, decision_id, contacts)
    values (${runId}, ${clusterId}, ${kept.decision}, ${sql.param(kept.contacts)}::text[]) on conflict do nothing`);
  await tx.execute(sql`
    update run_clusters set state = 'undecided', why = ${jsonOrNull({ code: 'refused', values: kept })}::jsonb, canary = false
    where run_id = ${runId} and cluster_id = ${clusterId}`);
  return true;
}

interface Opening extends Record<string, unknown> {
  crm: string;
  org: string;
  contacts: string[];
  /** Whom the plan's own list keeps apart. */
  byPlan: string[] | null;
  anyDecision: boolean;
}

async function whoIsKeptApart(tx: Tx, { byPlan, anyDecision, ...cluster }: Opening): Promise<KeptApart | null> {
  if (byPlan !== null) return { decision: 0, contacts: byPlan };
  return anyDecision ? keptApart(tx, cluster) : null;
}
