import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../config/env.ts';
import type { Env } from '../../config/variables.ts';
import { DEFAULT_TIMING, type Timing } from '../../workflows/timing.ts';

/** Where the demo keeps what. */
export interface DemoFolders {
  /** Of all demos: servers, their data, logs. */
  dataDir: string;
  /** Of this demo: holds the three below, and what else it leaves. */
  place: string;
  backupDir: string;
  reportsDir: string;
  logsDir: string;
}

/**
 * Never the real ones, also where the environment names them: invented people are not to be taken for a person's own. Of the settings only
 * DEDUPE_DATA_DIR counts, and not that of `.env`, which is about a real CRM. Each demo has a place of its own: `demo`, `demo/2`, …
 */
export function demoFolders({ DEDUPE_DATA_DIR, DEDUPE_HOME }: Env = process.env): DemoFolders {
  const dataDir = join(loadConfig({ DEDUPE_DATA_DIR, DEDUPE_HOME }).dataDir, 'demo');
  const place = freePlace(dataDir);
  const [backupDir, reportsDir, logsDir] = [join(place, 'backups'), join(place, 'reports'), join(place, 'logs')];
  return { dataDir, place, backupDir, reportsDir, logsDir };
}

/** The first in which no demo has left anything. */
function freePlace(dataDir: string): string {
  let place = dataDir;
  for (let next = 2; LEFT.some((name) => existsSync(join(place, name))); next += 1) place = join(dataDir, String(next));
  return place;
}

const LEFT = ['backups', 'reports', 'podium-plan.json'];

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
