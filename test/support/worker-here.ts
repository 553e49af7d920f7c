import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { globalHandlers } from '@temporalio/worker/lib/workflow/vm-shared.js';
import pino from 'pino';
import { inject } from 'vitest';
import { loadConfig } from '../../config/env.ts';
import { createWorker } from '../../workers/worker.ts';

export interface WorkerHere {
  end(): Promise<void>;
}

/**
 * Makes a worker whose workflows run in this thread: without two threads of its own it takes a second less to start. Workers that are
 * processes have them, as in production.
 *
 * For the stack traces of a debugger Temporal would then look at each promise of this process, ours, the sandbox's and Vitest's, twice, from the
 * first worker on to the end: nobody asks for them here.
 */
export async function withoutThreads<T>(make: () => Promise<T>): Promise<T> {
  process.env.TEMPORAL_DEBUG = '1';
  try {
    return await make();
  } finally {
    delete process.env.TEMPORAL_DEBUG;
    globalHandlers.uninstall();
  }
}

/** The same worker inside the test's process, for tests that kill nothing: it starts in a fraction of a second. */
export async function startWorkerHere(options: {
  env: Record<string, string>;
  folder: string;
  temporalAddress: string;
  namespace: string;
}): Promise<WorkerHere> {
  const { env, folder, temporalAddress, namespace } = options;
  try {
    Runtime.install({ logger: new DefaultLogger('ERROR', () => {}), shutdownSignals: [] });
  } catch {
    // A second scene of the same file finds it installed.
  }
  const config = loadConfig(
    { ...env, DEDUPE_WORKFLOW_BUNDLE: env.DEDUPE_WORKFLOW_BUNDLE ?? inject('workflowBundle') },
    folder,
  );
  const connection = await NativeConnection.connect({ address: temporalAddress });
  const databaseUrl = env.DATABASE_URL ?? '';
  const log = pino({ level: 'silent' });
  const { worker, close } = await withoutThreads(() =>
    createWorker({ config, databaseUrl, connection, namespace, log }),
  );
  const running = worker.run();
  let ending: Promise<void> | null = null;
  const end = async (): Promise<void> => {
    worker.shutdown();
    await running.catch(() => {});
    await close();
    await connection.close();
  };
  return {
    end: () => {
      ending ??= end();
      return ending;
    },
  };
}
