import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import type { Run } from '../store/runs/runs.ts';
import { Refused } from './refused.ts';

/** Says something to the workflow of an open run. Later runs of a plan have the same workflow id: an ended run must not reach them. */
export async function signalRun(request: {
  client: Client;
  run: Run;
  signal: string;
  message?: unknown;
}): Promise<void> {
  const { client, run, signal, message } = request;
  refuseEnded(run);
  try {
    await client.workflow.getHandle(run.workflowId).signal(signal, ...(message === undefined ? [] : [message]));
  } catch (error) {
    throw error instanceof WorkflowNotFoundError ? workflowGone(run) : error;
  }
}

/** Throws Refused for a run that has ended. */
export function refuseEnded(run: Run): void {
  if (run.state === 'open') return;
  throw new Refused(`Run ${run.id} has ended as '${run.state}'`, { todo: { code: 'start-again', values: {} } });
}

export function workflowGone(run: Run): Refused {
  return new Refused(`The workflow of run ${run.id} does not run any more`, {
    todo: { code: 'look-and-start-again', values: {} },
  });
}
