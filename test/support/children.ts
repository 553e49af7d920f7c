import type { Run } from '../../store/runs/runs.ts';
import type { Scene } from './scene.ts';

export interface Children {
  /** Ids of the cluster workflows, in the order of their starts. */
  started: string[];
  /** Most that were in flight at once. */
  most: number;
}

/** What the history of a run's workflow says about its children. */
export async function childrenOf(scene: Scene, run: Run): Promise<Children> {
  const { events } = await scene.client.workflow.getHandle(run.workflowId).fetchHistory();
  const started: string[] = [];
  let open = 0;
  let most = 0;
  for (const event of events ?? []) {
    const initiated = event.startChildWorkflowExecutionInitiatedEventAttributes;
    if (initiated) started.push(initiated.workflowId ?? '');
    if (initiated) open += 1;
    if (event.childWorkflowExecutionCompletedEventAttributes) open -= 1;
    most = Math.max(most, open);
  }
  return { started, most };
}
