import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';

/** Why a cluster of a run takes no approval as a whole. */
export interface Refusal {
  /** 0: the plan itself says so, by the list of those who are never merged. */
  decision: number;
  /** Members of the cluster that are kept apart. */
  contacts: string[];
  /** Null where the plan says so. */
  by: string | null;
  at: string | null;
}

/** As JSON, the first decision about a cluster `c` of a run; null where there is none. */
export const REFUSAL: SQL = sql`(
  select jsonb_build_object('decision', f.decision_id, 'contacts', f.contacts, 'by', d.by, 'at', to_char(d.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
  from run_refusals f left join lasting_decisions d on d.id = f.decision_id
  where f.run_id = c.run_id and f.cluster_id = c.cluster_id order by f.decision_id limit 1)`;

/** Of a run, what waits because of which decision. */
export interface RefusalGroup {
  by: string | null;
  /** The day of the last of them, `2026-11-29`; null where the plan says so. */
  on: string | null;
  clusters: number;
}

/** Clusters of a run that wait because people are kept apart, by who said so. */
export async function refusalGroups(db: Tx, runId: string): Promise<RefusalGroup[]> {
  const rows = await db.execute<RefusalGroup & Record<string, unknown>>(sql`
    select refusal->>'by' as by, left(max(refusal->>'at'), 10) as "on", count(*)::int as clusters
    from (select ${REFUSAL} as refusal from run_clusters c where c.run_id = ${runId} and c.state = 'undecided'
      and exists (select 1 from run_refusals f where f.run_id = c.run_id and f.cluster_id = c.cluster_id)) found
    group by 1 order by 1`);
  return [...rows];
}

/** Those of these contacts that are in no cluster of the run's plan. */
export async function notInPlan(
  db: Tx,
  { planDigest, contacts }: { planDigest: string; contacts: string[] },
): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select id from unnest(${sql.param(contacts)}::text[]) as id where not exists (
      select 1 from plan_clusters p where p.plan_digest = ${planDigest} and (p.primary_id = id or id = any(p.duplicates)))`);
  return rows.map(({ id }) => id);
}
