import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { Deps } from '../activities/deps.ts';
import { createActivities } from '../activities/index.ts';
import type { Config } from '../config/env.ts';
import { crmQueue, storeQueue } from '../config/task-queues.ts';
import type { Bundle } from './bundle.ts';

/** Temporal's workers, one for each queue that this process takes from. */
export interface Queues {
  /** Of the store's queue: what the others' names begin with. */
  name: string;
  /** Workflows, and the steps that touch the store alone. */
  own(): Promise<Worker>;
  /** Workflows that were begun before databases had queues of their own, and all their steps. */
  before(): Promise<Worker>;
  /** The steps that touch one organization of a CRM. */
  crm(whose: { crm: string; org: string }): Promise<Worker>;
}

/** The workflows are bundled once, whoever runs them. */
export async function createQueues(options: {
  config: Pick<Config, 'taskQueue'>;
  connection: NativeConnection;
  namespace: string;
  deps: Deps;
  bundle: () => Promise<Bundle>;
}): Promise<Queues> {
  const { config, connection, namespace, deps, bundle } = options;
  const common: Omit<WorkerOptions, 'taskQueue'> = {
    connection,
    namespace,
    activities: createActivities(deps),
    shutdownGraceTime: '5s',
    shutdownForceTime: '30s',
  };
  const workflows = {
    workflowBundle: await bundle(),
    stickyQueueScheduleToStartTimeout: '2s',
  } as const;
  const name = storeQueue(config.taskQueue, deps.store.databaseId);
  return {
    name,
    own: () => Worker.create({ ...common, ...workflows, taskQueue: name }),
    before: () => Worker.create({ ...common, ...workflows, taskQueue: config.taskQueue }),
    crm: (whose) => Worker.create({ ...common, taskQueue: crmQueue(name, whose) }),
  };
}
