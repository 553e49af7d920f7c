import { type SQL, sql } from 'drizzle-orm';

/** Whether a cluster `p` of a plan is none of the plan itself, but what a person's decision in one run made of one. */
export const IS_PART: SQL = sql`exists (
  select 1 from decided_parts d where d.plan_digest = p.plan_digest and d.cluster_id = p.cluster_id)`;
