import { sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import type { ClusterState } from '../types.ts';
import type { Run } from './runs.ts';
import { DECISION } from './selection.ts';

export interface ClusterCounts {
  byState: Partial<Record<ClusterState, number>>;
  /** Those that a person has still to decide, drifted ones included, by what the rules said. */
  undecided: { auto: number; review: number };
  /** Approved ones: waiting, in flight or ended. */
  approved: number;
  /** Those of them that have ended. */
  ended: number;
}

const WAITING: ClusterState[] = ['undecided', 'drifted'];
/** Approved ones: waiting, in flight or ended. */
export const APPROVED: ClusterState[] = ['approved', 'started', 'done', 'held', 'skipped', 'failed', 'not-started'];

/** Where the clusters of a run stand. */
export async function countClusters(db: Db, run: Run): Promise<ClusterCounts> {
  const rows = await db.execute<{ state: ClusterState; decision: string; n: number }>(sql`
    select c.state, ${DECISION} as decision, count(*)::int as n from run_clusters c where c.run_id = ${run.id} group by 1, 2`);
  const sum = (fits: (row: { state: ClusterState; decision: string }) => boolean): number =>
    rows.filter(fits).reduce((total, row) => total + row.n, 0);
  const byState: ClusterCounts['byState'] = {};
  for (const { state, n } of rows) byState[state] = (byState[state] ?? 0) + n;
  const undecided = (decision: string): number =>
    sum((row) => WAITING.includes(row.state) && row.decision === decision);
  const approved = sum((row) => APPROVED.includes(row.state));
  return {
    byState,
    undecided: { auto: undecided('auto'), review: undecided('review') },
    approved,
    ended: approved - (byState.approved ?? 0) - (byState.started ?? 0),
  };
}
