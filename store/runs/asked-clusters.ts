import { sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import type { ClusterState } from '../types.ts';
import type { Selection } from './clusters.ts';
import type { Run } from './runs.ts';

export interface AskedCluster {
  id: string;
  state: ClusterState;
}

export interface Asked {
  known: AskedCluster[];
  /** Ids that are in no cluster of the run. */
  unknown: string[];
}

/** The clusters of a run that a selection names, and where they stand. */
export async function askedClusters(db: Db, { run, selection }: { run: Run; selection: Selection }): Promise<Asked> {
  const ids = 'clusters' in selection ? selection.clusters : [];
  const chosen =
    'clusters' in selection
      ? sql`c.cluster_id in ${ids.length > 0 ? ids : ['']}`
      : 'strategy' in selection
        ? sql`p.strategy = ${selection.strategy}`
        : sql`p.decision = 'auto'`;
  const known = await db.execute<{ id: string; state: ClusterState }>(sql`
    select c.cluster_id as id, c.state from run_clusters c
    join plan_clusters p on p.plan_digest = ${run.planDigest} and p.cluster_id = c.cluster_id
    where c.run_id = ${run.id} and ${chosen} order by c.ordinal`);
  const found = new Set(known.map((cluster) => cluster.id));
  return { known: [...known], unknown: ids.filter((id) => !found.has(id)) };
}

const OPEN_TO_DECISIONS: ClusterState[] = ['undecided', 'drifted', 'approved', 'rejected'];

/** Whether a decision would change this cluster. */
export function canChange({ state }: AskedCluster, choice: 'approve' | 'reject'): boolean {
  return OPEN_TO_DECISIONS.includes(state) && state !== wanted(choice);
}

export interface Answer {
  run: Run;
  choice: 'approve' | 'reject';
  asked: Asked;
}

/** One sentence for each cluster that the decision leaves as it is. */
export function explain({ run, choice, asked }: Answer): string[] {
  const unchanged = asked.known.filter((cluster) => !canChange(cluster, choice));
  return [
    ...asked.unknown.map((id) => `Cluster ${id} is not in run ${run.id}`),
    ...unchanged.map(({ id, state }) => `Cluster ${id} ${standing(state, choice)}`),
  ];
}

/** Why nothing would change at all. */
export async function explainNone(db: Db, answer: Answer & { selection: Selection }): Promise<string> {
  const { run, choice, selection, asked } = answer;
  if ('clusters' in selection) return explain(answer).join('\n');
  if ('strategy' in selection && asked.known.length === 0) {
    const rows = await db.execute<{ strategy: string }>(
      sql`select distinct strategy from plan_clusters where plan_digest = ${run.planDigest} order by 1`,
    );
    const names = rows.map((row) => row.strategy).join(', ');
    return `No cluster of run ${run.id} was decided by strategy '${selection.strategy}'. Its strategies: ${names || 'none'}`;
  }
  const which = 'strategy' in selection ? `cluster of strategy '${selection.strategy}'` : "'auto' cluster";
  const rest = 'strategy' in selection ? '' : '. Clusters in review are named with --cluster or --strategy';
  return `No ${which} of run ${run.id} is left to ${choice}: ${countStates(asked.known)}${rest}`;
}

function standing(state: ClusterState, choice: 'approve' | 'reject'): string {
  if (state === wanted(choice)) return `is already ${state}`;
  if (state === 'blocked') return 'is blocked: it may not be merged. The preview says why';
  if (state === 'started') return 'is being merged already';
  return `has already ended as '${state}'`;
}

function countStates(clusters: AskedCluster[]): string {
  const counts = new Map<string, number>();
  for (const { state } of clusters) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].map(([state, count]) => `${count} ${state}`).join(', ') || 'there is none';
}

function wanted(choice: 'approve' | 'reject'): ClusterState {
  return choice === 'approve' ? 'approved' : 'rejected';
}
