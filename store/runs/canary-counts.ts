import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';

/** The clusters that a run began with, to see whether all goes well. */
export interface CanaryCounts {
  /** As many as were chosen; 0 before the run has begun. */
  clusters: number;
  ended: number;
  done: number;
}

export async function canaryCounts(db: Tx, runId: string): Promise<CanaryCounts> {
  const [row] = await db.execute<CanaryCounts & Record<string, number>>(sql`
    select count(*)::int as clusters, count(ended_at)::int as ended,
      count(*) filter (where state = 'done')::int as done
    from run_clusters where run_id = ${runId} and canary`);
  return row ?? { clusters: 0, ended: 0, done: 0 };
}
