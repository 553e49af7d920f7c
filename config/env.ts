import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CrmDeclaration, type CrmSettings, readCrmSettings } from './crm-settings.ts';
import { CRMS } from './crms.ts';
import { type NotifySettings, readNotifySettings } from './notify-settings.ts';
import { duration, type Env, secretText, text } from './variables.ts';

/** Everything the environment decides, read once at start. All paths are absolute, all times in milliseconds. */
export interface Config {
  production: boolean;
  /** By the CRM's name. */
  crms: Record<string, CrmSettings>;
  databaseUrl: string | null;
  taskQueue: string;
  csvInput: string | null;
  csvOutput: string | null;
  dataDir: string;
  backupDir: string;
  reportsDir: string;
  logsDir: string;
  logLevel: string;
  quietMs: number;
  partialMs: number;
  failpoint: string | null;
  /** Null: nobody is told anything. */
  notify: NotifySettings | null;
  /** A workflow bundle built ahead; the worker bundles by itself when null. */
  workflowBundle: string | null;
}

/**
 * Where `.env` is, and where the folders of settings begin: DEDUPE_HOME, else the folder of this program, from wherever a verb is started.
 * Files that a command line names are those of the folder in which it is typed.
 */
export function homeFolder(env: Env = process.env): string {
  return resolve(text(env, 'DEDUPE_HOME') ?? fileURLToPath(new URL('..', import.meta.url)));
}

/** Reads `.env` if there is one. Variables already set win. */
export function loadEnvFile(path: string = join(homeFolder(), '.env')): void {
  if (existsSync(path)) process.loadEnvFile(path);
}

/** Reads and checks the settings, those of each CRM that `crms` declares among them. Throws ConfigError naming the variable. */
export function loadConfig(
  env: Env = process.env,
  home: string = homeFolder(env),
  crms: Readonly<Record<string, CrmDeclaration>> = CRMS,
): Config {
  const path = (name: string, fallback: string): string => absolute(home, text(env, name) ?? fallback);
  const dataDir = path('DEDUPE_DATA_DIR', '.data');
  const pathOf = ({ named, inData }: { named: string | null; inData: string }): string =>
    named === null ? join(dataDir, inData) : absolute(home, named);
  return {
    production: text(env, 'ENVIRONMENT') === 'production',
    crms: Object.fromEntries(
      Object.entries(crms).map(([crm, declaration]) => [crm, readCrmSettings(env, declaration, pathOf)]),
    ),
    databaseUrl: databaseUrl(env),
    taskQueue: text(env, 'TEMPORAL_TASK_QUEUE') ?? 'contact-dedupe',
    csvInput: optionalPath(home, text(env, 'CSV_INPUT_PATH')),
    csvOutput: optionalPath(home, text(env, 'CSV_OUTPUT_PATH')),
    dataDir,
    backupDir: path('BACKUP_DIR', 'backups'),
    reportsDir: path('REPORTS_DIR', 'reports'),
    logsDir: path('LOGS_DIR', 'logs'),
    logLevel: text(env, 'LOG_LEVEL') ?? 'info',
    quietMs: duration(env, 'DEDUPE_QUIET', '32m'),
    partialMs: duration(env, 'DEDUPE_PARTIAL', '30m'),
    failpoint: text(env, 'DEDUPE_FAILPOINT'),
    notify: readNotifySettings(env),
    workflowBundle: optionalPath(home, text(env, 'DEDUPE_WORKFLOW_BUNDLE')),
  };
}

/** `DATABASE_URL`, else one made of `POSTGRES_*`, else null: the local stack's own. */
function databaseUrl(env: Env): string | null {
  const url = secretText(env, 'DATABASE_URL');
  if (url !== null) return url;
  const host = text(env, 'POSTGRES_HOST');
  if (host === null) return null;
  const user = encodeURIComponent(text(env, 'POSTGRES_USER') ?? 'postgres');
  const password = encodeURIComponent(secretText(env, 'POSTGRES_PASSWORD') ?? '');
  const port = text(env, 'POSTGRES_PORT') ?? '5432';
  return `postgres://${user}:${password}@${host}:${port}/${encodeURIComponent(text(env, 'POSTGRES_DB') ?? 'contact_dedupe')}`;
}

function absolute(home: string, path: string): string {
  return isAbsolute(path) ? path : resolve(home, path);
}

function optionalPath(home: string, path: string | null): string | null {
  return path === null ? null : absolute(home, path);
}
