import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { typedNameOf } from '../ledger/pair-name.ts';
import type { Reason } from '../reasons.ts';
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
  { run, state, after, limit }: ListRequest<string>,
): Promise<ClusterInList[]> {
  const rows = await db.execute<ClusterInList & Record<string, unknown>>(sql`
    select c.cluster_id as cluster, c.ordinal, c.state, c.strategy, c.size, c.reason, c.why
    from run_clusters c where c.run_id = ${run.id} and ${state === null ? sql`true` : sql`c.state = ${state}`}
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
