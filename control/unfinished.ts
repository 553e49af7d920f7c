import { sql } from 'drizzle-orm';
import type { Db } from '../store/database.ts';
import type { Run } from '../store/runs.ts';
import type { PairState } from '../store/types.ts';
import { pairsOfRun } from './count-pairs.ts';

export interface UnfinishedPair {
  /** `<cluster>.<duplicate>` */
  pair: string;
  state: PairState;
  reason: string | null;
  /** Merge requests that may have reached the CRM. */
  sends: number;
}

export interface UnfinishedCluster {
  cluster: string;
  reason: string | null;
}

/** No more than this many are listed. */
export const MOST_LISTED = 1000;

const SETTLED: PairState[] = ['done', 'abandoned', 'would-merge'];
const PUT_DOWN: PairState[] = ['held', 'not-applied', 'partial', 'conflict', 'skipped', 'drifted', 'not-started'];

/** Pairs that the run has put down, or left behind when it ended. */
export async function unfinishedPairs(db: Db, { run, lost }: { run: Run; lost: boolean }): Promise<UnfinishedPair[]> {
  const over = lost || run.state !== 'open';
  const rows = await db.execute<{ cluster: string; duplicate: string } & Omit<UnfinishedPair, 'pair'>>(sql`
    select p.cluster_id as cluster, p.duplicate_id as duplicate, p.state, p.reason, p.sends from ${pairsOfRun(run)}
      and (p.state in ${PUT_DOWN} or ((${over} or c.ended_at is not null) and p.state not in ${SETTLED}))
    order by p.updated_at, p.cluster_id, p.duplicate_id limit ${MOST_LISTED}`);
  return rows.map(({ cluster, duplicate, ...pair }) => ({ pair: `${cluster}.${duplicate}`, ...pair }));
}

/** Clusters whose workflow failed. */
export async function unfinishedClusters(db: Db, run: Run): Promise<UnfinishedCluster[]> {
  const rows = await db.execute<{ cluster: string; reason: string | null }>(sql`
    select cluster_id as cluster, reason from run_clusters where run_id = ${run.id} and state = 'failed'
    order by ordinal limit ${MOST_LISTED}`);
  return [...rows];
}
