import { WorkflowNotFoundError } from '@temporalio/common';
import type { Reason } from '../../store/reasons.ts';
import { setStop } from '../../store/runs/runs.ts';
import { endIfGone } from '../end-if-gone.ts';
import { refuseEnded, workflowGone } from '../signal-run.ts';
import type { StopRequest } from './pause-run.ts';

const CANCELLED: Reason = { code: 'run-cancelled', values: {} };

/** Stops merges in the store at once, then cancels the workflow: a pair that was sent reaches its end first. A run whose workflow is gone ends here. */
export async function cancelRun({ db, client, run }: StopRequest): Promise<void> {
  refuseEnded(run);
  await setStop(db, { runId: run.id, stop: true, reason: 'cancelled', by: 'cancel', why: CANCELLED });
  const temporal = await client();
  // Temporal takes the cancellation of a workflow that has been terminated for a success.
  const { state } = await endIfGone({ client: temporal, db, run });
  if (state === 'failed') throw workflowGone(run);
  try {
    await temporal.workflow.getHandle(run.workflowId).cancel();
  } catch (error) {
    throw error instanceof WorkflowNotFoundError ? workflowGone(run) : error;
  }
}
