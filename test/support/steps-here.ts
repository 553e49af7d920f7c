import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { Deps } from '../../activities/deps.ts';
import type { FailpointName } from '../../activities/failpoint.ts';
import { type Activities, createActivities } from '../../activities/index.ts';
import { loadConfig } from '../../config/env.ts';
import type { World } from '../../samples/world/world.ts';
import { type DevrevSandbox, type SandboxOptions, startDevrevSandbox } from '../../sandbox/devrev/start.ts';
import { createDeps } from '../../workers/create-deps.ts';
import { makeFolder } from './servers.ts';

const SILENT = new DefaultLogger('ERROR', () => {});

/** The real steps with a real Postgres and the sandbox, in this process and without Temporal: what a worker would run. */
export interface StepsHere {
  sandbox: DevrevSandbox;
  deps: Deps;
  /** Of the workflow that the steps are asked by. */
  workflowId: string;
  folder: string;
  /** Where the backups of the database lie. */
  backups: string;
  /** Runs one step as a worker does, as its nth try. */
  step<Name extends keyof Activities>(
    name: Name,
    request: Parameters<Activities[Name]>[0],
    attempt?: number,
  ): Promise<Awaited<ReturnType<Activities[Name]>>>;
  close(): Promise<void>;
}

/** A database has one place of backups, whichever scene it is in. */
const BACKUPS = new Map<string, string>();

function backupsOf(databaseUrl: string): string {
  const known = BACKUPS.get(databaseUrl);
  if (known !== undefined) return known;
  const folder = makeFolder();
  BACKUPS.set(databaseUrl, join(folder, 'backups'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'backups');
}

export async function openStepsHere(options: {
  world: World;
  databaseUrl: string;
  sandbox?: SandboxOptions;
  /** Called at every failpoint; what it throws ends the step there. */
  failpoint?: (name: FailpointName) => void;
}): Promise<StepsHere> {
  const folder = makeFolder();
  const sandbox = await startDevrevSandbox({
    world: options.world,
    options: { mergeDelayMs: 0, ...options.sandbox },
  });
  const env = {
    DEVREV_API_TOKEN: 'sandbox-token',
    DEVREV_BASE_URL: sandbox.url,
    DEVREV_RATE_LIMIT: 'unlimited',
    DEVREV_TIMEOUT: '2s',
    BACKUP_DIR: backupsOf(options.databaseUrl),
    REPORTS_DIR: join(folder, 'reports'),
    LOGS_DIR: join(folder, 'logs'),
  };
  const made = await createDeps({ config: loadConfig(env, folder), databaseUrl: options.databaseUrl });
  const deps: Deps = { ...made.deps, ...(options.failpoint && { failpoint: options.failpoint }) };
  const activities = createActivities(deps);
  return {
    sandbox,
    deps,
    workflowId: new MockActivityEnvironment().context.info.workflowExecution?.workflowId ?? '',
    folder,
    backups: backupsOf(options.databaseUrl),
    step: (name, request, attempt = 1) =>
      new MockActivityEnvironment({ attempt, heartbeatTimeoutMs: 60_000 }, { logger: SILENT }).run(
        activities[name] as (request: unknown) => Promise<never>,
        request,
      ),
    close: async () => {
      await made.close();
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
