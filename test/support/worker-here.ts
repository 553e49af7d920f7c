import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import pino from 'pino';
import { inject } from 'vitest';
import { loadConfig } from '../../config/env.ts';
import { createWorker } from '../../workers/worker.ts';

export interface WorkerHere {
  end(): Promise<void>;
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
  const { worker, close } = await createWorker({
    config,
    databaseUrl,
    connection,
    namespace,
    log: pino({ level: 'silent' }),
  });
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
