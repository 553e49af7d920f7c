import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import type { Run } from '../runs/runs.ts';
import { iso } from './rows.ts';
import type { ReportExternalRef } from './types.ts';

/** The external references that primaries of clusters which this run took on have taken over, or were to. In the plan's order. */
export async function reportExternalRefs(db: Tx, run: Run): Promise<ReportExternalRef[]> {
  const { id, crm, org, dryRun } = run;
  const rows = await db.execute<Omit<ReportExternalRef, 'done'> & Record<string, unknown>>(sql`
    select r.cluster_id as cluster, r.primary_id as "primary", r.from_id as "from", r.old_ref as "oldRef",
      r.new_ref as "newRef", r.state, r.reason, r.why, nullif(r.run_id, ${id}) as "otherRun", ${iso(sql`r.sent_at`)} as "sentAt",
      ${iso(sql`r.done_at`)} as "doneAt"
    from run_clusters c
    join ref_changes r on r.mode = ${dryRun ? 'dry' : 'real'} and r.crm = ${crm} and r.org = ${org} and r.cluster_id = c.cluster_id
    where c.run_id = ${id} and c.started_at is not null order by c.ordinal`);
  return rows.map((row) => ({ ...row, done: row.state === 'done' }));
}
