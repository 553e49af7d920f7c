import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import type { Run } from '../runs/runs.ts';
import { clustersOfRun } from '../runs/selection.ts';
import type { ClusterState } from '../types.ts';

/** How many clusters of a plan are alike, and where they stand in the run. */
export interface ClusterGroup {
  strategy: string;
  /** Contacts per cluster. */
  size: number;
  state: ClusterState;
  clusters: number;
}

/** All clusters of the run's plan, by strategy, size and state. */
export async function reportGroups(db: Tx, run: Run): Promise<ClusterGroup[]> {
  return db.execute<ClusterGroup & Record<string, unknown>>(sql`
    select p.strategy, cardinality(p.duplicates) + 1 as size, c.state, count(*)::int as clusters
    from ${clustersOfRun(run)} group by 1, 2, 3 order by 1, 2, 3`);
}
