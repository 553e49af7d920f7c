import { activityInfo } from '@temporalio/activity';

/** The id of the workflow that has started this step; '' for one that no workflow has. */
export function ownWorkflow(): string {
  return activityInfo().workflowExecution?.workflowId ?? '';
}
