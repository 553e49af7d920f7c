import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import type { Plan } from '../contacts/plan.ts';
import { startRun } from '../control/start-run.ts';
import { startPostgres } from '../local/postgres/server.ts';
import { type Leash, startLeashed } from '../local/process/leash.ts';
import { until } from '../local/process/until.ts';
import { findTemporalBinary } from '../local/temporal/binary.ts';
import { startTemporal, type TemporalServer } from '../local/temporal/server.ts';
import { type DevrevSandbox, startDevrevSandbox } from '../sandbox/devrev/start.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { migrateDatabase } from '../store/migrate.ts';
import type { Run } from '../store/runs/runs.ts';
import { DEFAULT_TIMING } from '../workflows/timing.ts';
import { benchWorld } from './world.ts';

export interface Stage {
  folder: string;
  sandbox: DevrevSandbox;
  plan: Plan;
  database: Database;
  client: Client;
  /** What its processes are started with. */
  env: NodeJS.ProcessEnv;
  /** Of the practice CRM's organization. */
  orgSlug: string;
  /** A worker process that is ready. */
  worker(options?: { script?: string }): Promise<Leash>;
  start(options: { window: number; canary: number }): Promise<Run>;
  /** Kills the Temporal server and starts it again on the same port and file. */
  restartTemporal(): Promise<void>;
  close(): Promise<void>;
}

export interface StageOptions {
  clusters: number;
  /** Of each contact. @default 3 */
  tickets?: number;
  /** Of the workers. @default Node's */
  heapMiB?: number;
  /** Of the workers' budget and of the sandbox, e.g. `45/2s`. @default unlimited */
  rateLimit?: string;
}

const WORKER = fileURLToPath(new URL('../scripts/worker.ts', import.meta.url));

/** Everything that a run needs, as `up` has it: Temporal on a file, a durable Postgres, the sandbox; no worker yet. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const { clusters, tickets, heapMiB, rateLimit = 'unlimited' } = options;
  const folder = await mkdtemp(join(tmpdir(), 'contact-dedupe-bench-'));
  await chmod(folder, 0o711);
  const { path: binary } = await findTemporalBinary();
  const temporalOptions = {
    binary,
    logFile: join(folder, 'temporal.log'),
    dbFilename: join(folder, 'temporal.db'),
    survives: 'kill' as const,
  };
  let temporal: TemporalServer = await startTemporal(temporalOptions);
  const port = Number(temporal.address.split(':')[1]);
  const postgres = await startPostgres({ dataDir: folder, logFile: join(folder, 'postgres.log') });
  const { world, plan } = await benchWorld({ clusters, tickets });
  const sandbox = await startDevrevSandbox({ world });
  await migrateDatabase(postgres.url);
  const database = openDatabase({ url: postgres.url });
  const connection = await Connection.connect({ address: temporal.address });
  const client = new Client({ connection, namespace: temporal.namespace });
  const workers: Leash[] = [];
  const env = {
    ...process.env,
    // As worker.ts has it in its first line.
    MALLOC_ARENA_MAX: '2',
    ...(heapMiB === undefined ? {} : { NODE_OPTIONS: `--max-old-space-size=${heapMiB}` }),
    DEVREV_API_TOKEN: 'sandbox-token',
    DEVREV_BASE_URL: sandbox.url,
    DEVREV_RATE_LIMIT: rateLimit,
    DATABASE_URL: postgres.url,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    BACKUP_DIR: join(folder, 'backups'),
    REPORTS_DIR: join(folder, 'reports'),
    LOGS_DIR: join(folder, 'logs'),
  };
  return {
    folder,
    sandbox,
    plan,
    database,
    client,
    env,
    orgSlug: world.org,
    worker: async ({ script = WORKER } = {}) => {
      const logFile = join(folder, `worker-${workers.length}.log`);
      const args = ['--import', 'tsx', script, '--json'];
      const leash = await startLeashed({ name: 'worker', command: process.execPath, args, env, logFile });
      workers.push(leash);
      const ready = async (): Promise<true | null> =>
        (await readFile(logFile, 'utf8').catch(() => '')).includes('"ready":true') || null;
      if ((await until(ready, { timeoutMs: 60_000 })) === null) throw new Error(`Worker is not ready: see ${logFile}`);
      return leash;
    },
    start: ({ window, canary }) =>
      startRun({
        client,
        db: database.db,
        plan,
        org: world.org,
        dryRun: false,
        options: { canary, window, limit: null, approve: 'auto', csvDigest: null },
        timing: { ...DEFAULT_TIMING, firstLookMs: 200 },
        taskQueue: 'contact-dedupe',
      }),
    restartTemporal: async () => {
      await temporal.kill();
      temporal = await startTemporal({ ...temporalOptions, port });
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
      await connection.close();
      await database.close();
      await sandbox.close();
      await temporal.kill();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
