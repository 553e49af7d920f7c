import type { NativeConnection } from '@temporalio/worker';
import { keepDelivering } from '../activities/notify/keep-delivering.ts';
import type { Config } from '../config/env.ts';
import type { Connectors } from '../crm/connector.ts';
import type { Logger } from '../log/logger.ts';
import { type Bundle, keptBundle } from './bundle.ts';
import { createDeps } from './create-deps.ts';
import { createFleet } from './fleet.ts';
import { measureCommit } from './measure-commit.ts';
import { createQueues } from './queues.ts';
import { refuseOlderStore } from './refuse-older-store.ts';
import { keepRegistered } from './register.ts';
import { serveCrms } from './serve-crms.ts';
import { watchSchedules } from './watch-schedules.ts';

/** What stays as long as the process does. */
export interface WorkerSettings {
  config: Config;
  log: Logger;
  /** @default our own, of crm/connect.ts */
  connectors?: Connectors;
  /** The longest that a statement of a step waits for the database. @default 30000 */
  answerMs?: number;
}

export interface WorkerOptions extends WorkerSettings {
  databaseUrl: string;
  connection: NativeConnection;
  namespace: string;
  /** @default made anew */
  bundle?: () => Promise<Bundle>;
}

/** All that one process takes steps with. */
export interface RunningWorker {
  /** Settles when the last step has ended after `shutdown`, or a signal. */
  run(): Promise<void>;
  shutdown(): void;
}

/**
 * The worker and what it holds open, on a connection of the caller's. It takes the workflows and steps of its database, those of the
 * queue of before, and, as soon as a CRM has said whose its token is, the steps that touch that organization. Throws OtherHome,
 * OtherBackupStore and OlderStore.
 */
export async function createWorker(
  options: WorkerOptions,
): Promise<{ worker: RunningWorker; close: () => Promise<void> }> {
  const { log, bundle = keptBundle(options.config) } = options;
  const { deps, access, close } = await createDeps(options);
  try {
    const queues = await createQueues({ ...options, deps, bundle });
    await refuseOlderStore({ ...options, db: deps.db, queue: queues.name });
    const fleet = createFleet([await queues.own(), await queues.before()]);
    const registered = keepRegistered({ db: deps.db, store: deps.store, queue: queues.name, log });
    await registered.renew();
    void measureCommit(options);
    const { notify } = options.config;
    const onFailure = ({ name }: Error): void => log.warn({ error: name }, 'nobody could be told');
    const delivering = keepDelivering({ db: deps.db, notify, failpoint: deps.failpoint, onFailure });
    const watching = notify === null ? null : watchSchedules({ db: deps.db, onFailure });
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
        await watching?.end();
        await delivering.end();
        await registered.end();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
