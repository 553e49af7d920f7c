import { and, eq, ne, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { runs } from '../schema.ts';
import type { Run } from './runs.ts';
import { MOST_LISTED } from './unfinished.ts';

/** A cluster that a run leaves to another one. */
export interface LeftCluster {
  cluster: string;
  run: string;
}

/** Open runs of other plans for the same contacts: by their workflows' ids. */
export async function otherOpenRuns(
  db: Tx,
  { crm, org, dryRun, digest }: { crm: string; org: string; dryRun: boolean; digest: string },
): Promise<string[]> {
  const rows = await db
    .selectDistinct({ workflowId: runs.workflowId })
    .from(runs)
    .where(
      and(
        eq(runs.crm, crm),
        eq(runs.org, org),
        eq(runs.dryRun, dryRun),
        eq(runs.state, 'open'),
        ne(runs.planDigest, digest),
      ),
    );
  return rows.map(({ workflowId }) => workflowId);
}

/** The clusters that this run does not touch, because another one was open that has them. At most `MOST_LISTED`. */
export async function leftClusters(db: Tx, run: Pick<Run, 'id'>): Promise<LeftCluster[]> {
  const rows = await db.execute<LeftCluster & Record<string, unknown>>(sql`
    select cluster_id as cluster, other_run as run from run_clusters
    where run_id = ${run.id} and state = 'in-other-run' order by other_run, ordinal limit ${MOST_LISTED}`);
  return [...rows];
}
