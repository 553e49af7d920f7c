import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { ConfigError } from './config-error.ts';
import { parseDuration } from './duration.ts';
import { parseRateLimit, type RateLimit } from './rate-limit.ts';
import { type Secret, secret } from './secret.ts';

export type Env = Record<string, string | undefined>;

/** Everything the environment decides, read once at start. All paths are absolute, all times in milliseconds. */
export interface Config {
  production: boolean;
  devrev: {
    token: Secret | null;
    baseUrl: string;
    /** Sent as `X-Devrev-Version` when set. */
    apiVersion: string | null;
    /** The organization the token must belong to, when set. */
    org: string | null;
    rateLimit: RateLimit;
    timeoutMs: number;
  };
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
  /** A workflow bundle built ahead; the worker bundles by itself when null. */
  workflowBundle: string | null;
}

/** Reads `.env` of the working folder if there is one. Variables already set win. */
export function loadEnvFile(path: string = '.env'): void {
  if (existsSync(path)) process.loadEnvFile(path);
}

/** Reads and checks the settings. Throws ConfigError naming the variable. */
export function loadConfig(env: Env = process.env, cwd: string = process.cwd()): Config {
  const path = (name: string, fallback: string): string => absolute(cwd, text(env, name) ?? fallback);
  const token = secretText(env, 'DEVREV_API_TOKEN');
  return {
    production: text(env, 'ENVIRONMENT') === 'production',
    devrev: {
      token: token === null ? null : secret(token),
      baseUrl: baseUrl(text(env, 'DEVREV_BASE_URL') ?? 'https://api.devrev.ai'),
      apiVersion: text(env, 'DEVREV_API_VERSION'),
      org: text(env, 'DEVREV_ORG'),
      rateLimit: rateLimit(text(env, 'DEVREV_RATE_LIMIT') ?? '45/60s'),
      timeoutMs: duration(env, 'DEVREV_TIMEOUT', '30s'),
    },
    databaseUrl: databaseUrl(env),
    taskQueue: text(env, 'TEMPORAL_TASK_QUEUE') ?? 'contact-dedupe',
    csvInput: optionalPath(cwd, text(env, 'CSV_INPUT_PATH')),
    csvOutput: optionalPath(cwd, text(env, 'CSV_OUTPUT_PATH')),
    dataDir: path('DEDUPE_DATA_DIR', '.data'),
    backupDir: path('BACKUP_DIR', 'backups'),
    reportsDir: path('REPORTS_DIR', 'reports'),
    logsDir: path('LOGS_DIR', 'logs'),
    logLevel: text(env, 'LOG_LEVEL') ?? 'info',
    quietMs: duration(env, 'DEDUPE_QUIET', '32m'),
    partialMs: duration(env, 'DEDUPE_PARTIAL', '30m'),
    failpoint: text(env, 'DEDUPE_FAILPOINT'),
    workflowBundle: optionalPath(cwd, text(env, 'DEDUPE_WORKFLOW_BUNDLE')),
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

/** A variable's value; null where it is unset or blank. */
export function text(env: Env, name: string): string | null {
  const value = env[name]?.trim();
  return value ? value : null;
}

/** `NAME`, or the content of the file that `NAME_FILE` names (Docker secrets). */
export function secretText(env: Env, name: string): string | null {
  const value = text(env, name);
  const file = text(env, `${name}_FILE`);
  if (value !== null || file === null) return value;
  try {
    return readFileSync(file, 'utf8').trim() || null;
  } catch {
    throw new ConfigError(`${name}_FILE is '${file}', which cannot be read: name a readable file or unset it`);
  }
}

function baseUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== '') {
    throw new ConfigError(`DEVREV_BASE_URL is not a usable address: expected something like https://api.devrev.ai`);
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new ConfigError(
      `DEVREV_BASE_URL uses http: on '${url.hostname}': a token is only sent over https, except to this machine`,
    );
  }
  return value.replace(/\/+$/, '');
}

/** Whether a host name is this machine. Failpoints and plain http are refused elsewhere. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function rateLimit(value: string): RateLimit {
  const limit = parseRateLimit(value);
  if (limit === undefined)
    throw new ConfigError(`DEVREV_RATE_LIMIT is '${value}', expected CALLS/WINDOW such as 45/60s, or unlimited`);
  return limit;
}

function duration(env: Env, name: string, fallback: string): number {
  const value = text(env, name) ?? fallback;
  const ms = parseDuration(value);
  if (ms === null) throw new ConfigError(`${name} is '${value}', expected a duration such as 500ms, 45s, 32m or 2h`);
  return ms;
}

function absolute(cwd: string, path: string): string {
  return isAbsolute(path) ? path : resolve(cwd, path);
}

function optionalPath(cwd: string, path: string | null): string | null {
  return path === null ? null : absolute(cwd, path);
}
