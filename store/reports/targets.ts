import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { IS_FAILED } from '../ledger/consent/compliance.ts';
import type { Run } from '../runs/runs.ts';
import { iso } from './rows.ts';
import type { DuplicateShare, ReportTargets } from './types.ts';

/** A day each. */
const MOST_SHARES = 90;

/** What is hoped of a contact base that is scanned and merged again and again. */
export async function reportTargets(db: Tx, run: Run): Promise<ReportTargets> {
  const { id, crm, org } = run;
  const shares = await db.execute<DuplicateShare & Record<string, unknown>>(sql`
    select at, contacts, duplicates from (
      select distinct on (date_trunc('day', ended_at at time zone 'UTC')) ended_at, ${iso(sql`ended_at`)} as at,
        in_force as contacts, duplicates
      from base_scans where crm = ${crm} and org = ${org} and state = 'complete' and duplicates is not null
      order by date_trunc('day', ended_at at time zone 'UTC') desc, id desc limit ${MOST_SHARES}
    ) days order by ended_at`);
  const [paces] = await db.execute<{ indexed: number | null; merged: number | null; back: number }>(sql`
    select (
        select (contacts * 60 / nullif(extract(epoch from ended_at - started_at), 0))::float8 from base_scans
        where crm = ${crm} and org = ${org} and state = 'complete' and is_full order by id desc limit 1) as indexed, (
        select (count(*) * 60 / nullif(extract(epoch from max(ended_at) - min(started_at)), 0))::float8 from run_clusters
        where run_id = ${id} and state = 'done' and not ${run.dryRun}) as merged, (
        select count(*)::int from pairs where mode = 'real' and crm = ${crm} and org = ${org}
          and (${IS_FAILED} or jsonb_array_length(coalesce(consent -> 'again', '[]'::jsonb)) > 0)) as back`);
  return {
    duplicates: [...shares],
    optOutsBack: paces?.back ?? 0,
    indexedPerMinute: paces?.indexed ?? null,
    mergedPerMinute: paces?.merged || null,
  };
}
