import { type SQL, sql } from 'drizzle-orm';
import { BASE_PROFILE } from '../../contacts/base/plan-base.ts';

/** Whether a matching brought a cluster `p` of a plan together: only its own approval, or that of its band, is one. */
export const IS_MATCHED: SQL = sql`(exists (
  select 1 from cluster_records b where b.plan_digest = p.plan_digest and b.cluster_id = p.cluster_id and b.beside ->> 'band' is not null)
  and exists (select 1 from plans l where l.digest = p.plan_digest and l.profile <> ${BASE_PROFILE}))`;

/** Whether it is also in the band in which nothing speaks against it. */
export const IN_AUTO_BAND: SQL = sql`(p.decision = 'review' and ${IS_MATCHED} and exists (
  select 1 from cluster_records m where m.plan_digest = p.plan_digest and m.cluster_id = p.cluster_id and m.beside ->> 'band' = 'auto'))`;
