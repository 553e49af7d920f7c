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

export async function reportJournal(db: Tx, run: Run): Promise<ReportJournal> {
  const mode = run.dryRun ? 'dry' : 'real';
  const [counts] = await db.execute<{ merged: number }>(sql`
    select count(distinct (cluster_id, primary_id, duplicate_id))::int as merged from pair_events
    where run_id = ${run.id} and mode = ${mode} and to_state in ${MERGED}`);
  const finished = await db.execute<{ at: string }>(sql`
    select ${iso(sql`created_at`)} as at from pair_events
    where run_id = ${run.id} and mode = ${mode} and to_state in ${WENT_WELL} order by created_at`);
  return { merged: counts?.merged ?? 0, finishedAt: finished.map(({ at }) => at) };
}
