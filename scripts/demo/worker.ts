import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { NotReachable } from '../../config/not-reachable.ts';
import { type Exit, type Leash, startLeashed } from '../../local/process/leash.ts';
import { logTail } from '../../local/process/log-tail.ts';
import { until } from '../../local/process/until.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { type DemoFolders, TASK_QUEUE } from './settings.ts';

/** By its address: the worker runs in a folder without node_modules. */
export const TSX: string = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const SCRIPT = fileURLToPath(new URL('../worker.ts', import.meta.url));

export interface WorkerOptions {
  folders: DemoFolders;
  stack: Pick<Stack, 'temporalAddress' | 'namespace' | 'databaseUrl'>;
  /** The settings of the practice CRM. */
  crmEnv: Record<string, string>;
  /** `post.after:3:kill`: where it is to die. */
  failpoint: string | null;
  /** Of this worker within the demo. */
  number: number;
}

/** Starts a worker process as `npm run worker` does, away from any `.env`, and waits until it takes steps. */
export async function startWorker(options: WorkerOptions): Promise<Leash> {
  const { dataDir } = options.folders;
  const logFile = join(dataDir, 'logs', `worker-${options.number}.log`);
  const leash = await startLeashed({
    name: `worker ${options.number}`,
    command: process.execPath,
    args: ['--import', TSX, SCRIPT, '--json'],
    env: { ...demoEnv(options), ...failpointOf(options) },
    cwd: dataDir,
    logFile,
  });
  const isReady = (): true | null => (readFileSync(logFile, 'utf8').includes('"ready":true') ? true : null);
  const early = leash.exited.then((exit) => new Error(`ended with ${endOf(exit)}`));
  // One that ends is noticed at once; on a busy machine the bundle of the workflows alone may take minutes.
  const ready = await until(isReady, { timeoutMs: 600_000, everyMs: 50, unless: early }).catch(() => null);
  if (ready) return leash;
  await leash.stop(0);
  throw new NotReachable(`The worker did not get ready, see '${logFile}':\n${logTail(logFile, 0)}`);
}

/** How a process ended, in one word. */
export function endOf({ code, signal }: Exit): string {
  return signal ?? `exit code ${code}`;
}

function failpointOf({ failpoint }: WorkerOptions): Record<string, string> {
  return failpoint === null ? {} : { DEDUPE_FAILPOINT: failpoint };
}

/** The settings of everything that acts on the demo's servers, and nothing else of the environment. */
export function demoEnv({
  folders,
  stack,
  crmEnv,
}: Pick<WorkerOptions, 'folders' | 'stack' | 'crmEnv'>): Record<string, string> {
  const { PATH = '', HOME = '', NO_COLOR } = process.env;
  return {
    PATH,
    HOME,
    // Away from any `.env`, which is about a person's real CRM.
    DEDUPE_HOME: folders.dataDir,
    ...(NO_COLOR === undefined ? {} : { NO_COLOR }),
    ...crmEnv,
    DATABASE_URL: stack.databaseUrl,
    TEMPORAL_ADDRESS: stack.temporalAddress,
    TEMPORAL_NAMESPACE: stack.namespace,
    TEMPORAL_TASK_QUEUE: TASK_QUEUE,
    DEDUPE_DATA_DIR: folders.dataDir,
    BACKUP_DIR: folders.backupDir,
    REPORTS_DIR: folders.reportsDir,
    LOGS_DIR: folders.logsDir,
  };
}
