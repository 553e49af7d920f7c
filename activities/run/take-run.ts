import { activityInfo } from '@temporalio/activity';
import { crmQueue } from '../../config/task-queues.ts';
import { type RunOrders, type TakenRun, takeRun as take } from '../../store/orders/run-orders.ts';
import { clusterIdPrefix } from '../../store/orders/workflow-ids.ts';
import { readStop, type StopState } from '../../store/runs/runs.ts';
import type { Deps } from '../deps.ts';
import { ownWorkflow } from '../own-workflow.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { shown } from './set-stop.ts';

/** All that a run's workflow goes by. */
export interface RunSettings extends RunOrders {
  /** `merge-<crm>-<org>`, with `dry-` in front for a dry run: what the ids of cluster workflows begin with. */
  clusterIdPrefix: string;
  /** Clusters that must all end well before the others start; at least 1. */
  canary: number;
  /** Clusters in flight at once. */
  window: number;
  /** Most clusters to start in this run; null for all. */
  limit: number | null;
  /** Whether it ends with what is approved, as if a person had said `finish`. Absent: it waits for decisions. */
  finish?: true;
  route?: { databaseId: string; crmQueue: string } | undefined;
}

export interface RunTaken {
  /** Null in runs of before. */
  settings: RunSettings | null;
  stop: StopState;
}

/** Lets the run's own workflow begin or go on, and says by what. Any other is refused before it has read or written anything. */
export function takeRun(deps: Deps) {
  return ({ runId, first }: { runId: string; first: string }): Promise<RunTaken> =>
    withHeartbeat(async () => {
      const workflowId = ownWorkflow();
      const taken = await take(deps.db, { runId, asker: { workflowId, first } });
      return { settings: settingsOf(taken, deps.store), stop: shown(await readStop(deps.db, runId)) };
    });
}

function settingsOf({ orders, options, ...run }: TakenRun, { databaseId }: Deps['store']): RunSettings | null {
  if (orders === null) return null;
  const { canary, window, limit, finish } = options;
  const route = routeHere(databaseId, run);
  return { ...orders, clusterIdPrefix: clusterIdPrefix(run), canary, window, limit, ...(finish && { finish }), route };
}

/** Where the steps of a workflow go that is on the queue from which this step was taken. */
export function routeHere(
  databaseId: string,
  whose: { crm: string; org: string },
): { databaseId: string; crmQueue: string } {
  return { databaseId, crmQueue: crmQueue(activityInfo().taskQueue, whose) };
}
