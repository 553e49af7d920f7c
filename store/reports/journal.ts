import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { MERGED, WENT_WELL } from '../pair-states.ts';
import type { Run } from '../runs/runs.ts';
import { iso } from './rows.ts';

/** What only the journal knows of a run. */
export interface ReportJournal {
  /** Pairs that the CRM said were merged, whether or not all of it could be verified then. */
  merged: number;
  /** When each pair was done, or rehearsed to its end, in order. */
  finishedAt: string[];
}

/** A later run met the pair in another cluster, and noted that this run had merged it. */
const KNOWN_EARLIER = sql`exists (select 1 from pairs p where p.mode = e.mode and p.crm = e.crm and p.org = e.org
  and p.cluster_id = e.cluster_id and p.primary_id = e.primary_id and p.duplicate_id = e.duplicate_id and p.proof = 'earlier')`;

export async function reportJournal(db: Tx, run: Run): Promise<ReportJournal> {
  const mode = run.dryRun ? 'dry' : 'real';
  const [counts] = await db.execute<{ merged: number }>(sql`
    select count(distinct (cluster_id, primary_id, duplicate_id))::int as merged from pair_events e
    where run_id = ${run.id} and mode = ${mode} and to_state in ${MERGED} and not ${KNOWN_EARLIER}`);
  const finished = await db.execute<{ at: string }>(sql`
    select ${iso(sql`created_at`)} as at from pair_events e
    where run_id = ${run.id} and mode = ${mode} and to_state in ${WENT_WELL} and not ${KNOWN_EARLIER} order by created_at`);
  return { merged: counts?.merged ?? 0, finishedAt: finished.map(({ at }) => at) };
}
