import { sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import { doubtsOf } from '../ledger/doubts.ts';
import { typedNameOf } from '../ledger/pair-name.ts';
import { NOT_DONE, SETTLED } from '../pair-states.ts';
import type { Reason } from '../reasons.ts';
import type { PairState, ShownDoubt } from '../types.ts';
import { pairsOfRun } from './count-pairs.ts';
import type { Run } from './runs.ts';

export interface UnfinishedPair {
  /** As a person types it. */
  pair: string;
  state: PairState;
  reason: string | null;
  /** The reason as data; null where only its text is known. */
  why: Reason | null;
  /** Merge requests that may have reached the CRM. */
  sends: number;
  /** What was found that may mean two people, and was shown to a person. */
  doubts: ShownDoubt[];
}

export interface UnfinishedCluster {
  cluster: string;
  state: 'failed' | 'held';
  reason: string | null;
  why: Reason | null;
}

/** No more than this many are listed. */
export const MOST_LISTED = 1000;

const NAME = typedNameOf({ org: 'p', cluster: 'p', primary: 'p', duplicate: 'p' });

const DOUBTS = doubtsOf({ runId: sql`p.run_id`, clusterId: sql`p.cluster_id`, duplicateId: sql`p.duplicate_id` });

/** Pairs that the run has put down, or left behind when it ended. */
export async function unfinishedPairs(db: Db, { run, lost }: { run: Run; lost: boolean }): Promise<UnfinishedPair[]> {
  const over = lost || run.state !== 'open';
  const rows = await db.execute<UnfinishedPair & Record<string, unknown>>(sql`
    select ${NAME} as pair, p.state, p.reason, p.why, p.sends, ${DOUBTS} as doubts from ${pairsOfRun(run)}
      and (p.state in ${NOT_DONE} or ((${over} or c.ended_at is not null) and p.state not in ${SETTLED}))
    order by p.updated_at, p.cluster_id, p.duplicate_id limit ${MOST_LISTED}`);
  return [...rows];
}

/** Clusters whose workflow failed, and those whose pairs are all done, but not the change of the external reference. */
export async function unfinishedClusters(db: Db, run: Run): Promise<UnfinishedCluster[]> {
  const rows = await db.execute<UnfinishedCluster & Record<string, unknown>>(sql`
    select c.cluster_id as cluster, c.state, c.reason, c.why from run_clusters c where c.run_id = ${run.id} and (c.state = 'failed' or (
      c.state = 'held' and exists (select 1 from ref_changes r where r.mode = ${run.dryRun ? 'dry' : 'real'} and r.crm = ${run.crm}
        and r.org = ${run.org} and r.cluster_id = c.cluster_id and r.state = 'held')))
    order by c.ordinal limit ${MOST_LISTED}`);
  return [...rows];
}
