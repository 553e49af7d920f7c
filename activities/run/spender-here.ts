import { activityInfo } from '@temporalio/activity';
import type { Spender } from '../../store/orders/codes.ts';

/** This step, in whichever try, of this execution: what a reset applies again is another's. */
export function spenderHere(): Spender {
  const { activityId, workflowExecution } = activityInfo();
  return { execution: workflowExecution?.runId ?? '', step: activityId };
}
