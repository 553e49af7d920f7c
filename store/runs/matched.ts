import { type SQL, sql } from 'drizzle-orm';
import { BASE_PROFILE } from '../../contacts/base/plan-base.ts';
import type { PairReliance, PlanMember } from '../../contacts/plan.ts';
import type { Tx } from '../database.ts';

/** Whether a matching brought a cluster `p` of a plan together: only its own approval, or that of its band, is one. */
export const IS_MATCHED: SQL = sql`(exists (
  select 1 from cluster_records b where b.plan_digest = p.plan_digest and b.cluster_id = p.cluster_id and b.beside ->> 'band' is not null)
  and exists (select 1 from plans l where l.digest = p.plan_digest and l.profile <> ${BASE_PROFILE}))`;

/** Whether it is also in the band in which nothing speaks against it. */
export const IN_AUTO_BAND: SQL = sql`(p.decision = 'review' and ${IS_MATCHED} and exists (
  select 1 from cluster_records m where m.plan_digest = p.plan_digest and m.cluster_id = p.cluster_id and m.beside ->> 'band' = 'auto'))`;

/** By what a matching found a cluster, and what the plan has of its contacts. */
export interface Reliance {
  /** The address that they have in common; '' where there is none. */
  email: string;
  relies: PairReliance[];
  members: PlanMember[];
}

/** Null where no matching found it, or its plan names no fields. */
export async function relianceOf(db: Tx, cluster: { runId: string; clusterId: string }): Promise<Reliance | null> {
  const [row] = await db.execute<Reliance & Record<string, unknown>>(sql`
    select p.email, m.beside -> 'relies' as relies, m.records as members from runs r
    join plan_clusters p on p.plan_digest = r.plan_digest and p.cluster_id = ${cluster.clusterId}
    join cluster_records m on m.plan_digest = p.plan_digest and m.cluster_id = p.cluster_id
    where r.id = ${cluster.runId} and m.beside ->> 'relies' is not null and ${IS_MATCHED}`);
  return row ?? null;
}
