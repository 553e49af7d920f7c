import { msToTs, optionalTsToMs } from '@temporalio/common/lib/time.js';
import { until } from '../process/until.ts';
import { isListening } from './is-listening.ts';

const DAY_MS = 24 * 3_600_000;

export interface ReadyOptions {
  address: string;
  namespace: string;
  timeoutMs: number;
  /** A port that only this server can have: another one on the same address is not taken for it. */
  ownPort: number;
  /** Ends the waiting early, when the server does. */
  unless?: Promise<Error>;
}

/**
 * Waits until every part of a server answers for the namespace. A server that accepts connections may still answer
 * "Not enough hosts" from its parts, above all after a restart on its database file. False when time is up.
 */
export async function temporalIsReady(options: ReadyOptions): Promise<boolean> {
  const { address, namespace, timeoutMs, ownPort, unless } = options;
  const ask = async (): Promise<true | null> =>
    (await isListening(ownPort)) ? await answers(address, namespace) : null;
  return (await until(ask, { timeoutMs, everyMs: 30, ...(unless && { unless }) })) ?? false;
}

async function answers(address: string, namespace: string): Promise<true | null> {
  const { Connection } = await import('@temporalio/client');
  const connection = Connection.lazy({ address, interceptors: [] });
  try {
    return await connection.withDeadline(Date.now() + 2000, async () => {
      const { workflowService } = connection;
      const nobody = { namespace, execution: { workflowId: 'nobody' } };
      await workflowService.describeNamespace({ namespace });
      await workflowService.describeTaskQueue({ namespace, taskQueue: { name: 'nobody' }, taskQueueType: 1 });
      await workflowService.countWorkflowExecutions({ namespace });
      return await workflowService.describeWorkflowExecution(nobody).then(() => true as const, isNotFound);
    });
  } catch {
    return null;
  } finally {
    await connection.close();
  }
}

/** The right answer for a workflow that does not exist. */
function isNotFound(error: { code?: number }): true | null {
  return error.code === 5 ? true : null;
}

/** How long the namespace keeps closed workflows. The server's own start sets one day, once. */
export async function keepClosedWorkflows(address: string, namespace: string, days: number): Promise<void> {
  const { Connection } = await import('@temporalio/client');
  const connection = await Connection.connect({ address });
  try {
    const { config } = await connection.workflowService.describeNamespace({ namespace });
    if (optionalTsToMs(config?.workflowExecutionRetentionTtl) === days * DAY_MS) return;
    await connection.workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: msToTs(days * DAY_MS) },
    });
  } finally {
    await connection.close();
  }
}
