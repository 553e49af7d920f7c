import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { NotItsOwn } from './not-its-own.ts';
import type { Timing } from './timing.ts';

/** Lets the run's own workflow, and nobody else, start these clusters from now on. Throws NotItsOwn. */
export async function handOut(
  tx: Tx,
  request: { runId: string; clusters: string[]; workflowId: string; execution: string },
): Promise<void> {
  const { runId, clusters, workflowId, execution } = request;
  if (clusters.length === 0) return;
  const rows = await tx.execute(sql`
    insert into handed_out (run_id, cluster_id, execution)
    select r.id, c.cluster_id, ${execution} from runs r
    join jsonb_array_elements_text(${JSON.stringify(clusters)}::jsonb) as c (cluster_id) on true
    where r.id = ${runId} and r.workflow_id = ${workflowId}
    on conflict (run_id, cluster_id) do update set execution = excluded.execution, handed_at = clock_timestamp()
    returning cluster_id`);
  if (rows.length === 0) throw new NotItsOwn(`Run ${runId} is another workflow's`);
}

/** The workflow that a cluster's was started by, as that one's own code knows it. Null: by none. Absent in steps of before. */
export type Parent = { workflowId: string; runId: string } | null | undefined;

/** Whose a cluster is, by its run's row and orders. */
export interface Handed extends Record<string, unknown> {
  /** The run's. */
  workflowId: string;
  timing: Timing | null;
  handed: boolean;
}

/**
 * The times that the run's orders give a cluster which its own workflow has started; null in runs of before, whose workflows have them
 * in their input. Throws NotItsOwn for a cluster that nobody, or another workflow, has started.
 *
 * The parent's id is enough. Each reset and each continue-as-new gives a run's execution another number, and none of another chain begins
 * anything under its id: `takeRun` knows the first one and refuses it. Nor would a number keep out who runs a worker of their own at the
 * server: that one is handed the tasks of the true execution. What holds then is what is asked of the store all along (approved, handed
 * out, neither stopped nor ended), and who may reach the server at all.
 */
export function orderedTiming(
  { workflowId, timing, handed }: Handed,
  { clusterId, parent }: { clusterId: string; parent: Parent },
): Timing | null {
  const isOfBefore = timing === null && parent === undefined;
  if (!isOfBefore && (parent == null || parent.workflowId !== workflowId))
    throw new NotItsOwn(`Cluster ${clusterId} was not started by its run`);
  if (timing !== null && !handed) throw new NotItsOwn(`Cluster ${clusterId} was not handed out by its run`);
  return timing;
}
