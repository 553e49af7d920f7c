import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import type { ClusterState } from '../types.ts';

/** Which clusters a decision is about. `all` means every `auto` cluster; `review` ones are named one by one or by strategy. */
export type Selection = { all: true } | { strategy: string } | { clusters: string[] };

export interface DecisionRequest {
  runId: string;
  choice: 'approve' | 'reject';
  by: string;
  selection: Selection;
  /** Leaves decisions already made alone: for the approval that a run is started with. */
  onlyUndecided?: boolean;
}

/** Records who decided, about which bytes, and only then lets it count. Returns the clusters whose state changed. */
export async function decide(db: Tx, request: DecisionRequest): Promise<string[]> {
  const { runId, choice, by, selection } = request;
  const from = request.onlyUndecided ? ['undecided'] : ['undecided', 'drifted', 'approved', 'rejected'];
  const to = choice === 'approve' ? 'approved' : 'rejected';
  const chosen =
    'clusters' in selection
      ? sql`c.cluster_id in ${selection.clusters.length > 0 ? selection.clusters : ['']}`
      : 'strategy' in selection
        ? sql`p.strategy = ${selection.strategy}`
        : sql`p.decision = 'auto'`;
  const rows = await db.execute<{ cluster_id: string }>(sql`
    with chosen as (
      select c.run_id, c.cluster_id, r.plan_digest, p.digest from run_clusters c
      join runs r on r.id = c.run_id
      join plan_clusters p on p.plan_digest = r.plan_digest and p.cluster_id = c.cluster_id
      where c.run_id = ${runId} and ${chosen}
        and c.state in ${from} and c.state <> ${to}
      for update of c
    ), recorded as (
      insert into decisions (run_id, plan_digest, cluster_id, cluster_digest, choice, by)
      select run_id, plan_digest, cluster_id, digest, ${choice}, ${by} from chosen
    )
    update run_clusters c set state = ${to}, reason = null from chosen
    where c.run_id = chosen.run_id and c.cluster_id = chosen.cluster_id
    returning c.cluster_id`);
  return rows.map((row) => row.cluster_id);
}

/** The next approved clusters in plan order; changes nothing, so asking again gives the same answer until they start. */
export async function nextClusters(db: Tx, request: { runId: string; limit: number }): Promise<string[]> {
  const rows = await db.execute<{ cluster_id: string }>(sql`
    select cluster_id from run_clusters where run_id = ${request.runId} and state = 'approved'
    order by ordinal limit ${request.limit}`);
  return rows.map((row) => row.cluster_id);
}

export async function markCanary(db: Tx, request: { runId: string; clusters: string[] }): Promise<void> {
  if (request.clusters.length === 0) return;
  await db.execute(
    sql`update run_clusters set canary = true where run_id = ${request.runId} and cluster_id in ${request.clusters}`,
  );
}

/** How many clusters stand where. */
export async function countClusters(db: Tx, runId: string): Promise<Partial<Record<ClusterState, number>>> {
  const rows = await db.execute<{ state: ClusterState; n: number }>(sql`
    select state, count(*)::int as n from run_clusters where run_id = ${runId} group by state`);
  return Object.fromEntries(rows.map((row) => [row.state, row.n]));
}

/** Ends a cluster for this run: only the workflow that holds the token may, so an attempt thought dead changes nothing. */
export async function closeRunCluster(
  db: Tx,
  request: { runId: string; clusterId: string; token: string | null; state: ClusterState; reason: string | null },
): Promise<boolean> {
  const owned = request.token === null ? sql`` : sql`and token = ${request.token}::uuid`;
  const rows = await db.execute(sql`
    update run_clusters set state = ${request.state}, reason = ${request.reason}, ended_at = clock_timestamp()
    where run_id = ${request.runId} and cluster_id = ${request.clusterId} and state in ('approved', 'started') ${owned}
    returning cluster_id`);
  return rows.length > 0;
}
