import type { RateLimit } from '../config/rate-limit.ts';
import type { Crm } from '../crm/crm.ts';
import type { RunLogs } from '../log/logger.ts';
import type { BackupStore } from '../store/backups/backup-store.ts';
import type { Db } from '../store/database.ts';
import type { RateBudget } from '../store/rate/budget.ts';
import type { Failpoint } from './failpoint.ts';

/** What the activities act on. Made once per worker, replaced by nothing in tests: they pass the real things too. */
export interface Deps {
  db: Db;
  crm: Crm;
  budget: RateBudget;
  /** What the budget keeps to. */
  rateLimit: RateLimit;
  failpoint: Failpoint;
  logs: RunLogs;
  backups: BackupStore;
  reportsDir: string;
  /** The organization the settings name; null accepts the token's. */
  expectedOrg: string | null;
}
