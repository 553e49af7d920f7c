import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import { isGrpcError, isWorkflowFailed } from '../../temporal/client-errors.ts';
import type { RunProgress } from '../../workflows/types.ts';

/** What Temporal and the workflow say about a run, or a scan. */
export interface WorkflowWord<Progress = RunProgress> {
  running: boolean;
  /** As Temporal calls it, e.g. `failed` or `timed out`; `unknown` where it has never heard of it. */
  status: string;
  /** As Temporal describes it while it runs. */
  described: WorkflowExecutionDescription | null;
  /** Null when it is not running, or no worker answered in time. */
  progress: Progress | null;
  /** Why it failed, in our own words; null when it did not, or for another reason. */
  because: string | null;
}

/** Longest wait for a worker: a query is answered by the workflow's own code. */
const ANSWER_MS = 5000;

/** gRPC: permission denied, unavailable, unauthenticated. All else that a query fails with means that no worker answers it. */
const SERVER_SAYS_NO = [7, 14, 16];

export async function askWorkflow<Progress = RunProgress>(
  client: Client,
  workflowId: string,
): Promise<WorkflowWord<Progress>> {
  const handle = client.workflow.getHandle(workflowId);
  try {
    const described = await handle.describe();
    const { status } = described;
    if (status.name === 'RUNNING') {
      const progress = await askProgress<Progress>(client, workflowId);
      return { running: true, status: 'running', described, progress, because: null };
    }
    const because = status.name === 'FAILED' ? await failureOf(client, workflowId) : null;
    const ended = status.name.toLowerCase().replaceAll('_', ' ');
    return { running: false, status: ended, described: null, progress: null, because };
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    return { running: false, status: 'unknown', described: null, progress: null, because: null };
  }
}

async function askProgress<Progress>(client: Client, workflowId: string): Promise<Progress | null> {
  const handle = client.workflow.getHandle(workflowId);
  try {
    return await client.withDeadline(Date.now() + ANSWER_MS, () => handle.query<Progress>('progress'));
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || isUnanswered(error)) return null;
    throw error;
  }
}

function isUnanswered(error: unknown): boolean {
  const grpc = isGrpcError(error) ? error : error instanceof Error ? error.cause : undefined;
  return isGrpcError(grpc) && !SERVER_SAYS_NO.includes(grpc.code);
}

/** What a workflow that failed said itself; null where it said nothing. */
export async function failureOf(client: Client, workflowId: string): Promise<string | null> {
  try {
    await client.workflow.result(workflowId, undefined, { followRuns: false });
    return null;
  } catch (error) {
    if (!isWorkflowFailed(error)) throw error;
    let cause: unknown = error.cause;
    while (cause instanceof Error && !(cause instanceof ApplicationFailure)) cause = cause.cause;
    return cause instanceof ApplicationFailure ? cause.message : null;
  }
}
