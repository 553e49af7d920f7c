import { workflowInfo } from '@temporalio/workflow';

/**
 * Whether an execution of this very code has handed on to this one. A cron schedule and a retry, which only a stranger asks for, begin anew
 * from the input that the stranger gave, and Temporal names an execution before them too.
 */
export function isContinued(): boolean {
  const { continuedFromExecutionRunId, cronSchedule, attempt } = workflowInfo();
  return continuedFromExecutionRunId !== undefined && !cronSchedule && attempt === 1;
}
