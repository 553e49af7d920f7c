import type { Client, WorkflowStartOptions } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { BASE_PROFILE } from '../contacts/base/plan-base.ts';
import type { Plan } from '../contacts/plan.ts';
import { counted } from '../contacts/words/counted.ts';
import type { Db } from '../store/database.ts';
import { oneAtATime } from '../store/one-at-a-time.ts';
import { runWorkflowId } from '../store/orders/workflow-ids.ts';
import { otherOpenRuns } from '../store/runs/other-runs.ts';
import { createRun, discardRun, failOpenRuns, type Run } from '../store/runs/runs.ts';
import type { RunOptions } from '../store/types.ts';
import { isInvalidArgument, searchAttributesOf } from '../temporal/search-attributes.ts';
import type { dedupeRun } from '../workflows/run/dedupe-run.ts';
import type { Timing } from '../workflows/timing.ts';
import { queueOf } from './queue-of.ts';
import { Refused } from './refused.ts';
import { RunIsOpen } from './run-is-open.ts';

export interface StartRun {
  client: Client;
  db: Db;
  plan: Plan;
  /** The CRM's id of the organization that the token belongs to. */
  org: string;
  /** Nothing is written to the CRM. */
  dryRun: boolean;
  options: RunOptions;
  /** Milliseconds. */
  timing: Timing;
  /** As the settings name it. */
  taskQueue: string;
  /** Clusters fetched at a time. @default 100 */
  pageSize?: number;
  /** Where the pages of runs are served, e.g. `http://127.0.0.1:8000`: Temporal's own page of the run leads there. @default null: nobody serves them */
  pages?: string | null;
  /** Pages before a continue-as-new. @default as many as the history has room for */
  pagesPerExecution?: number;
  /** Called before the workflow starts. When it fails, the run is taken back. */
  prepare?: (run: Run) => Promise<void>;
  /** Told, while a large plan is stored, how many of its clusters are. */
  onProgress?: (stored: number) => void;
}

/** Stores plan and run and starts the run's workflow. Throws RunIsOpen while another run of this plan is open, and OtherHome. */
export async function startRun(request: StartRun): Promise<Run> {
  const { client, db, plan, org, options, dryRun } = request;
  checkCounts(options);
  const workflowId = runWorkflowId({ crm: plan.crm, org, digest: plan.digest, dryRun });
  const queue = await queueOf(db, request.taskQueue);
  // The second of two would take the first one's run, stored but not started yet, for a dead one.
  return oneAtATime(db, `starts of ${plan.crm} ${org}`, async () => {
    await refuseOpen(client, { workflowId, plan });
    await failOpenRuns(db, workflowId);
    return start({ ...request, taskQueue: queue }, workflowId);
  });
}

/** A run with none of one of these would start nothing, for ever. */
function checkCounts({ canary, window, limit }: RunOptions): void {
  for (const [name, value] of Object.entries({ canary, window, limit: limit ?? 1 })) {
    if (Number.isSafeInteger(value) && value >= 1) continue;
    throw new Refused(`The run's ${name} is ${value}, expected a whole number from 1 on: nothing was started`);
  }
}

/** Throws RunIsOpen while a workflow of this id is open. */
export async function refuseOpen(
  client: Client,
  { workflowId, plan }: { workflowId: string; plan: Pick<Plan, 'profile'> },
): Promise<void> {
  if (await isRunning(client, workflowId)) throw isOpen(workflowId, plan);
}

function isOpen(workflowId: string, { profile }: Pick<Plan, 'profile'>): RunIsOpen {
  return new RunIsOpen(workflowId, { ofBase: profile === BASE_PROFILE });
}

async function start(request: StartRun, workflowId: string): Promise<Run> {
  const { client, db, plan, org, dryRun, options } = request;
  const { looksApartMs } = request.timing;
  const kept = looksApartMs === undefined ? options : { ...options, looksApartMs };
  const { timing, pageSize = 100, pagesPerExecution } = request;
  const orders = { timing, pageSize, pagesPerExecution };
  const gone = await goneWorkflows(request);
  const run = await createRun(db, { plan, org, dryRun, options: kept, orders, gone, onProgress: request.onProgress });
  try {
    await request.prepare?.(run);
    await startFindable(client, run, {
      workflowId,
      taskQueue: request.taskQueue,
      args: [{ runId: run.id }],
      workflowTaskTimeout: request.timing.workflowTaskMs,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
      staticSummary: `${dryRun ? 'dry run' : 'run'} ${run.id}: ${counted(plan.clusters.length, 'cluster')}`,
      staticDetails: detailsOf(request, run),
    });
  } catch (error) {
    await discardRun(db, run.id);
    if (error instanceof WorkflowExecutionAlreadyStartedError) throw isOpen(workflowId, plan);
    throw error;
  }
  return run;
}

/** Markdown, beside the run in Temporal's own pages. The address carries no login. */
function detailsOf({ plan, org, pages = null }: StartRun, { id }: Run): string {
  const about = `Plan ${plan.digest.slice(0, 12)}, profile ${plan.profile}, organization ${org}`;
  return pages === null ? about : `${about}\n\nIts pages: ${pages}/runs/${id}`;
}

/** A server that does not know our search attributes is no reason not to run: `doctor` says it. */
async function startFindable(client: Client, run: Run, options: WorkflowStartOptions<typeof dedupeRun>): Promise<void> {
  try {
    const typedSearchAttributes = searchAttributesOf(run);
    await client.workflow.start<typeof dedupeRun>('dedupeRun', { ...options, typedSearchAttributes });
  } catch (error) {
    if (!isInvalidArgument(error)) throw error;
    await client.workflow.start<typeof dedupeRun>('dedupeRun', options);
  }
}

/** What the store has as open of other plans, and Temporal as ended: such a run will do nothing any more. */
async function goneWorkflows({ client, db, plan, org, dryRun }: StartRun): Promise<string[]> {
  const others = await otherOpenRuns(db, { crm: plan.crm, org, dryRun, digest: plan.digest });
  const gone: string[] = [];
  for (const workflowId of others) if (!(await isRunning(client, workflowId))) gone.push(workflowId);
  return gone;
}

/** Whether a workflow of this id is open. A server that has never heard of it says no. */
export async function isRunning(client: Client, workflowId: string): Promise<boolean> {
  try {
    const description = await client.workflow.getHandle(workflowId).describe();
    return description.status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof Error && error.name === 'WorkflowNotFoundError') return false;
    throw error;
  }
}
