import type { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';

/** A run whose workflow goes on. */
export interface OpenRun {
  runId: string;
  workflowId: string;
}

/** The runs that Temporal has open on a queue, by what their workflows were started with, whatever any store knows of them. */
export async function openRuns({ client, queue }: { client: Client; queue: string }): Promise<OpenRun[]> {
  const query = `WorkflowType = 'dedupeRun' AND ExecutionStatus = 'Running' AND TaskQueue = '${queue}'`;
  const open: OpenRun[] = [];
  for await (const { workflowId, runId: execution } of client.workflow.list({ query })) {
    const runId = await startedFor(client, { workflowId, runId: execution });
    if (runId !== null) open.push({ runId, workflowId });
  }
  return open;
}

/** A workflow's first event has its input. */
async function startedFor(client: Client, execution: { workflowId: string; runId: string }): Promise<string | null> {
  const { history } = await client.workflowService.getWorkflowExecutionHistory({
    namespace: client.options.namespace,
    execution,
    maximumPageSize: 1,
  });
  const [payload] = history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  if (!payload) return null;
  const { runId } = defaultPayloadConverter.fromPayload<{ runId?: unknown }>(payload);
  return typeof runId === 'string' ? runId : null;
}
