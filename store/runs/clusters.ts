import { sql } from 'drizzle-orm';
import { eventOf } from '../audit/event-of.ts';
import { noteEvents } from '../audit/note-events.ts';
import type { Tx } from '../database.ts';
import { jsonOrNull, type Reason } from '../reasons.ts';
import type { ClusterState } from '../types.ts';
import { requireRun } from './runs.ts';
import { isAmong } from './selection.ts';

export interface NextCluster {
  cluster: string;
  primary: string;
  duplicates: string[];
}

/**
 * The next approved clusters in plan order; changes nothing, so asking again gives the same answer until they start. Throws NotInStore
 * for a run that is not there: that nothing is left is another thing.
 */
export async function nextClusters(db: Tx, request: { runId: string; limit: number }): Promise<NextCluster[]> {
  const rows = await db.execute<NextCluster & Record<string, unknown>>(sql`
    with c as (
      select cluster_id, ordinal from run_clusters where run_id = ${request.runId} and state = 'approved'
      order by ordinal limit ${request.limit})
    select c.cluster_id as cluster, p.primary_id as "primary", p.duplicates from c
    join plan_clusters p on p.cluster_id = c.cluster_id
      and p.plan_digest = (select plan_digest from runs where id = ${request.runId})
    order by c.ordinal`);
  if (rows.length === 0) await requireRun(db, request.runId);
  return [...rows];
}

/** The canary is these and those before that ended; one that never began, or was refused, is none of it any more. */
export async function markCanary(db: Tx, request: { runId: string; clusters: string[] }): Promise<void> {
  if (request.clusters.length === 0) return;
  const isOne = isAmong(sql`cluster_id`, request.clusters);
  await db.execute(sql`
    update run_clusters set canary = ${isOne}
    where run_id = ${request.runId} and (${isOne} or (canary and started_at is null))`);
}

/** How many clusters stand where. */
export async function clustersByState(db: Tx, runId: string): Promise<Partial<Record<ClusterState, number>>> {
  const rows = await db.execute<{ state: ClusterState; n: number }>(sql`
    select state, count(*)::int as n from run_clusters where run_id = ${runId} group by state`);
  return Object.fromEntries(rows.map((row) => [row.state, row.n]));
}

/**
 * Ends a cluster for this run: only the workflow that holds the token may, so an attempt thought dead changes nothing. `audited`: the
 * audit has a line for it, that is to be written.
 */
export async function closeRunCluster(
  db: Tx,
  request: {
    runId: string;
    clusterId: string;
    token: string | null;
    state: ClusterState;
    reason: string | null;
    why?: Reason | undefined;
    /** It is none of the canary any more: another one takes its place. */
    undecided?: true;
  },
): Promise<{ closed: boolean; audited: boolean }> {
  const owned = request.token === null ? sql`` : sql`and token = ${request.token}::uuid`;
  const [row] = await db.execute<{ closed: number; noted: number }>(sql`
    with closed as (
      update run_clusters set state = ${request.state}, reason = ${request.reason}, why = ${jsonOrNull(request.why)}::jsonb, ended_at = clock_timestamp(),
        canary = canary and not ${request.undecided ?? false}
      where run_id = ${request.runId} and cluster_id = ${request.clusterId} and state in ('approved', 'started') ${owned}
      returning run_id, cluster_id, state, started_at, ended_at
    ), noted as (${noteEvents(sql`closed`, eventOf(request))})
    select (select count(*)::int from closed) as closed, (select count(*)::int from noted) as noted`);
  const closed = row?.closed === 1;
  if (!closed) await requireRun(db, request.runId);
  return { closed, audited: row?.noted === 1 };
}
