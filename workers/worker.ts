import { fileURLToPath } from 'node:url';
import { NativeConnection, type NativeConnectionOptions, Runtime, Worker } from '@temporalio/worker';
import { createActivities } from '../activities/index.ts';
import type { Config } from '../config/env.ts';
import type { Connectors } from '../crm/connector.ts';
import type { Logger } from '../log/logger.ts';
import { createDeps } from './create-deps.ts';
import { temporalLogger } from './temporal-logger.ts';

export interface WorkerOptions {
  config: Config;
  databaseUrl: string;
  temporal: NativeConnectionOptions;
  namespace: string;
  log: Logger;
  /** @default our own, of crm/connect.ts */
  connectors?: Connectors;
}

/** Connects, creates one worker for workflows and activities, and runs it until a signal ends the process. */
export async function runWorker(options: WorkerOptions & { onReady?: () => void }): Promise<void> {
  Runtime.install({ logger: temporalLogger(options.log) });
  const connection = await NativeConnection.connect(options.temporal);
  try {
    const { worker, close } = await createWorker({ ...options, connection });
    try {
      options.onReady?.();
      await worker.run();
    } finally {
      await close();
    }
  } finally {
    await connection.close();
  }
}

/** The worker and what it holds open, on a connection of the caller's. */
export async function createWorker(
  options: Omit<WorkerOptions, 'temporal'> & { connection: NativeConnection },
): Promise<{ worker: Worker; close: () => Promise<void> }> {
  const { config, connection, namespace } = options;
  const { deps, close } = createDeps(options);
  const code = config.workflowBundle
    ? { workflowBundle: { codePath: config.workflowBundle } }
    : { workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)) };
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: config.taskQueue,
    ...code,
    activities: createActivities(deps),
    shutdownGraceTime: '5s',
    shutdownForceTime: '30s',
    stickyQueueScheduleToStartTimeout: '2s',
  });
  return { worker, close };
}
