import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { inject } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import { startRun } from '../../control/start-run.ts';
import type { World } from '../../samples/world/world.ts';
import { type DevrevSandbox, type SandboxOptions, startDevrevSandbox } from '../../sandbox/devrev/start.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { migrateDatabase } from '../../store/migrate.ts';
import type { Run } from '../../store/runs/runs.ts';
import type { RunOptions } from '../../store/types.ts';
import type { RunProgress, RunResult } from '../../workflows/types.ts';
import { createDatabase, createStore } from './database.ts';
import { refuseUnknownPaths } from './known-paths.ts';
import { makeFolder } from './servers.ts';
import { TEST_TIMING } from './timing.ts';
import { startWorkerHere, type WorkerHere } from './worker-here.ts';
import { startWorker, type TestWorker } from './worker-process.ts';

export interface SceneOptions {
  world: World;
  plan: Plan;
  sandbox?: SandboxOptions;
  /** Servers of the test's own, instead of the project's shared ones. */
  servers?: { temporalAddress: string; namespace: string; databaseUrl: string };
  /** Brings the database to another schema than today's. */
  migrate?: (url: string) => Promise<unknown>;
}

/** A run's whole stage: sandbox, database, Temporal and worker processes, all real. */
export interface Scene {
  sandbox: DevrevSandbox;
  plan: Plan;
  client: Client;
  database: Database;
  folder: string;
  env: Record<string, string>;
  /** A worker as a process of its own, which may be killed; of another source tree, if given. */
  worker(env?: Record<string, string>, source?: string): Promise<TestWorker>;
  /** A worker in this process. */
  workerHere(env?: Record<string, string>): Promise<WorkerHere>;
  start(
    options?: Partial<RunOptions> & { dryRun?: boolean; plan?: Plan; pagesPerExecution?: number; timing?: object },
  ): Promise<Run>;
  result(run: Run): Promise<RunResult>;
  progress(run: Run): Promise<RunProgress>;
  close(): Promise<void>;
}

export async function openScene(options: SceneOptions): Promise<Scene> {
  const folder = makeFolder();
  const sandbox = await startDevrevSandbox({ world: options.world, options: options.sandbox ?? {} });
  const make = options.migrate === undefined ? createStore : createDatabase;
  const servers = options.servers ?? {
    temporalAddress: inject('temporalAddress'),
    namespace: inject('temporalNamespace'),
    databaseUrl: await make(inject('adminDatabaseUrl')),
  };
  // A store of the project's server is made with today's schema.
  if (make === createDatabase || options.servers !== undefined)
    await (options.migrate ?? migrateDatabase)(servers.databaseUrl);
  const database = openDatabase({ url: servers.databaseUrl });
  const connection = await Connection.connect({ address: servers.temporalAddress });
  const client = new Client({ connection, namespace: servers.namespace });
  const taskQueue = `test-${folder.split('-').at(-1)}`;
  const env = {
    DEDUPE_HOME: folder,
    DEVREV_API_TOKEN: 'sandbox-token',
    DEVREV_BASE_URL: sandbox.url,
    DEVREV_RATE_LIMIT: 'unlimited',
    DEVREV_TIMEOUT: '2s',
    DATABASE_URL: servers.databaseUrl,
    TEMPORAL_ADDRESS: servers.temporalAddress,
    TEMPORAL_NAMESPACE: servers.namespace,
    TEMPORAL_TASK_QUEUE: taskQueue,
    BACKUP_DIR: join(folder, 'backups'),
    REPORTS_DIR: join(folder, 'reports'),
    LOGS_DIR: join(folder, 'logs'),
  };
  const workers: { end(): Promise<void> }[] = [];
  return {
    sandbox,
    plan: options.plan,
    client,
    database,
    folder,
    env,
    worker: async (more = {}, source) => {
      const worker = await startWorker({ env: { ...env, ...more }, folder, ...(source && { source }) });
      workers.push(worker);
      return worker;
    },
    workerHere: async (more = {}) => {
      const { temporalAddress, namespace } = servers;
      const worker = await startWorkerHere({ env: { ...env, ...more }, folder, temporalAddress, namespace });
      workers.push(worker);
      return worker;
    },
    start: ({ dryRun = false, plan = options.plan, pagesPerExecution, timing = {}, ...rest } = {}) =>
      startRun({
        client,
        db: database.db,
        plan,
        org: options.world.org,
        dryRun,
        options: { canary: 5, window: 4, limit: null, approve: 'auto', csvDigest: null, ...rest },
        timing: { ...TEST_TIMING, ...timing },
        taskQueue,
        ...(pagesPerExecution === undefined ? {} : { pagesPerExecution }),
      }),
    result: (run) => client.workflow.getHandle(run.workflowId).result() as Promise<RunResult>,
    progress: (run) => client.workflow.getHandle(run.workflowId).query<RunProgress>('progress'),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.end()));
      await connection.close();
      await database.close();
      await sandbox.close();
      if (process.env.KEEP_TEST_FOLDERS === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      refuseUnknownPaths(sandbox);
    },
  };
}
