import { sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import { REFUSAL, type Refusal } from '../decisions/refusals.ts';
import type { ClusterState } from '../types.ts';
import { type Choice, isOpenTo } from './decisions.ts';
import type { Run } from './runs.ts';
import { isChosen, type Selection } from './selection.ts';

export interface AskedCluster {
  id: string;
  state: ClusterState;
  /** Why it takes no approval; null where it does. */
  refused: Refusal | null;
}

export interface Asked {
  known: AskedCluster[];
  /** Ids that are in no cluster of the run. */
  unknown: string[];
}

/** The clusters of a run that a selection names, and where they stand. */
export async function askedClusters(db: Db, { run, selection }: { run: Run; selection: Selection }): Promise<Asked> {
  const ids = 'clusters' in selection ? selection.clusters : [];
  const known = await db.execute<AskedCluster & Record<string, unknown>>(sql`
    select c.cluster_id as id, c.state, ${REFUSAL} as refused from run_clusters c
    join plan_clusters p on p.plan_digest = ${run.planDigest} and p.cluster_id = c.cluster_id
    where c.run_id = ${run.id} and ${isChosen(selection)} order by c.ordinal`);
  const found = new Set(known.map((cluster) => cluster.id));
  return { known: [...known], unknown: ids.filter((id) => !found.has(id)) };
}

/** Whether a decision would change this cluster. */
export function canChange({ state, refused }: AskedCluster, choice: Choice): boolean {
  return isOpenTo(choice, { state, refused: refused !== null });
}

/** The strategies that decided clusters of the run's plan. */
export async function strategiesOf(db: Db, run: Run): Promise<string[]> {
  const rows = await db.execute<{ strategy: string }>(
    sql`select distinct strategy from plan_clusters where plan_digest = ${run.planDigest} order by 1`,
  );
  return rows.map((row) => row.strategy);
}
