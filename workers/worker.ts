import { NativeConnection, type NativeConnectionOptions, Runtime } from '@temporalio/worker';
import type { Config } from '../config/env.ts';
import type { Connectors } from '../crm/connector.ts';
import type { Logger } from '../log/logger.ts';
import { createDeps } from './create-deps.ts';
import { createFleet } from './fleet.ts';
import { measureCommit } from './measure-commit.ts';
import { createQueues } from './queues.ts';
import { refuseOlderStore } from './refuse-older-store.ts';
import { keepRegistered } from './register.ts';
import { serveCrms } from './serve-crms.ts';
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

/** All that one process takes steps with. */
export interface RunningWorker {
  /** Settles when the last step has ended after `shutdown`, or a signal. */
  run(): Promise<void>;
  shutdown(): void;
}

/** Connects, and takes steps until a signal ends the process. */
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

/**
 * The worker and what it holds open, on a connection of the caller's. It takes the workflows and steps of its database, those of the
 * queue of before, and, as soon as a CRM has said whose its token is, the steps that touch that organization. Throws OtherHome,
 * OtherBackupStore and OlderStore.
 */
export async function createWorker(
  options: Omit<WorkerOptions, 'temporal'> & { connection: NativeConnection },
): Promise<{ worker: RunningWorker; close: () => Promise<void> }> {
  const { log } = options;
  const { deps, access, close } = await createDeps(options);
  try {
    const queues = await createQueues({ ...options, deps });
    await refuseOlderStore({ ...options, db: deps.db, queue: queues.name });
    const fleet = createFleet([await queues.own(), await queues.before()]);
    const registered = keepRegistered({ db: deps.db, store: deps.store, queue: queues.name, log });
    await registered.renew();
    void measureCommit(options);
    const serving = serveCrms({ access, queues, fleet, registered, log });
    await serving.begun;
    return {
      worker: {
        run: async () => {
          try {
            await fleet.run();
          } finally {
            await serving.stop();
            await fleet.end();
          }
        },
        shutdown: () => fleet.shutdown(),
      },
      close: async () => {
        await serving.stop();
        await registered.end();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
