import { WorkflowNotFoundError } from '@temporalio/client';
import type { Reason } from '../../store/reasons.ts';
import { setStop } from '../../store/runs/runs.ts';
import { refuseEnded, workflowGone } from '../signal-run.ts';
import type { StopRequest } from './pause-run.ts';

const CANCELLED: Reason = { code: 'run-cancelled', values: {} };

/** Stops merges in the store at once, then cancels the workflow: a pair that was sent reaches its end first. */
export async function cancelRun({ db, client, run }: StopRequest): Promise<void> {
  refuseEnded(run);
  await setStop(db, { runId: run.id, stop: true, reason: 'cancelled', by: 'cancel', why: CANCELLED });
  const handle = (await client()).workflow.getHandle(run.workflowId);
  try {
    await handle.cancel();
  } catch (error) {
    throw error instanceof WorkflowNotFoundError ? workflowGone(run) : error;
  }
}
