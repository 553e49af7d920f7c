import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../config/env.ts';
import type { Env } from '../../config/variables.ts';
import { DEFAULT_TIMING, type Timing } from '../../workflows/timing.ts';

/** Where the demo keeps what. */
export interface DemoFolders {
  /** Of the demo alone: servers, their data, logs. */
  dataDir: string;
  backupDir: string;
  reportsDir: string;
  logsDir: string;
}

/** From the environment only: `.env` is about a person's real CRM, with which the demo has nothing to do. */
export function demoFolders(env: Env = process.env): DemoFolders {
  const { BACKUP_DIR, REPORTS_DIR, LOGS_DIR, DEDUPE_DATA_DIR } = env;
  const { dataDir, ...folders } = loadConfig({ BACKUP_DIR, REPORTS_DIR, LOGS_DIR, DEDUPE_DATA_DIR });
  const { backupDir, reportsDir, logsDir } = folders;
  return { dataDir: join(dataDir, 'demo'), backupDir, reportsDir, logsDir };
}

export const RULES: string = fileURLToPath(new URL('../../rules.default.yaml', import.meta.url));

export const TASK_QUEUE = 'contact-dedupe';

/** Who decides in the demo. */
export const BY = 'demo';

/** The protocol as it is, its waits cut short: the practice CRM answers at once. */
export const DEMO_TIMING: Timing = {
  ...DEFAULT_TIMING,
  heartbeatMs: 6_000,
  postMs: 5_000,
  sendMs: 15_000,
  quietMs: 30_000,
  looksApartMs: 3_000,
  partialMs: 30_000,
  goneApartMs: 500,
  firstLookMs: 100,
  longestLookMs: 2_000,
  retryFirstMs: 200,
  retryLongestMs: 2_000,
};
