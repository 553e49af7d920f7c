import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { typedNameOf } from '../ledger/pair-name.ts';
import type { Reason } from '../reasons.ts';
import { APPROVED } from '../runs/count-clusters.ts';
import { pairsOfRun } from '../runs/count-pairs.ts';
import type { Run } from '../runs/runs.ts';
import type { ClusterState, PairState } from '../types.ts';

/** A cluster of a run, as a list shows it. */
export interface ClusterInList {
  cluster: string;
  ordinal: number;
  state: ClusterState;
  strategy: string;
  size: number;
  reason: string | null;
  why: Reason | null;
}

/** What a number of a run counts beside clusters of one state. `counted` and `bad`: by the brake. */
export type ClusterSet = 'approved' | 'ended' | 'canary' | 'counted' | 'bad';

const BAD: ClusterState[] = ['held', 'skipped', 'failed'];

const SETS: Record<ClusterSet, SQL> = {
  approved: sql`c.state in ${APPROVED}`,
  ended: sql`c.state in ${APPROVED.filter((state) => state !== 'approved' && state !== 'started')}`,
  canary: sql`c.canary`,
  counted: sql`c.state in ${['done', ...BAD]}`,
  bad: sql`c.state in ${BAD}`,
};

export function isClusterSet(name: string): name is ClusterSet {
  return Object.hasOwn(SETS, name);
}

export interface ListRequest<State> {
  run: Run;
  /** Null: wherever they stand. */
  state: State | null;
  /** After which one of them; null: from the beginning. */
  after: { ordinal: number; id: string } | null;
  limit: number;
}

/** Clusters of a run in plan order. */
export async function listClusters(
  db: Tx,
  { run, state, of = null, after, limit }: ListRequest<string> & { of?: ClusterSet | null },
): Promise<ClusterInList[]> {
  const rows = await db.execute<ClusterInList & Record<string, unknown>>(sql`
    select c.cluster_id as cluster, c.ordinal, c.state, c.strategy, c.size, c.reason, c.why
    from run_clusters c where c.run_id = ${run.id} and ${state === null ? sql`true` : sql`c.state = ${state}`}
      and ${of === null ? sql`true` : SETS[of]}
      and ${after === null ? sql`true` : sql`(c.ordinal, c.cluster_id) > (${after.ordinal}, ${after.id})`}
    order by c.ordinal, c.cluster_id limit ${limit}`);
  return [...rows];
}

/** A pair of a run, as a list shows it. */
export interface PairInList {
  /** As a person types it. */
  pair: string;
  ordinal: number;
  /** With the ordinal its place in the list. */
  id: string;
  state: PairState;
  reason: string | null;
  why: Reason | null;
}

const NAME = typedNameOf({ org: 'p', cluster: 'p', primary: 'p', duplicate: 'p' });

/** Pairs of the clusters that a run has begun, in plan order. */
export async function listPairs(db: Tx, { run, state, after, limit }: ListRequest<string>): Promise<PairInList[]> {
  const rows = await db.execute<PairInList & Record<string, unknown>>(sql`
    select ${NAME} as pair, c.ordinal, p.cluster_id || '.' || p.duplicate_id as id, p.state, p.reason, p.why from ${pairsOfRun(run)}
      and ${state === null ? sql`true` : sql`p.state = ${state}`}
      and ${after === null ? sql`true` : sql`(c.ordinal, p.cluster_id || '.' || p.duplicate_id) > (${after.ordinal}, ${after.id})`}
    order by c.ordinal, p.cluster_id || '.' || p.duplicate_id limit ${limit}`);
  return [...rows];
}
