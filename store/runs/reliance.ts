import { sql } from 'drizzle-orm';
import type { PairReliance, PlanMember } from '../../contacts/plan.ts';
import type { Tx } from '../database.ts';
import { IS_MATCHED } from './matched.ts';

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
