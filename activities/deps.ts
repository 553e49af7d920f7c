import type { RateLimit } from '../config/rate-limit.ts';
import type { CrmDescription } from '../crm/crm.ts';
import type { RunLogs } from '../log/logger.ts';
import type { BackupStore } from '../store/backups/backup-store.ts';
import type { Db } from '../store/database.ts';
import type { Store } from '../store/identity/current-store.ts';
import type { CrmFor } from './crm-access.ts';
import type { Failpoint } from './failpoint.ts';

/** What the activities act on. Made once per worker, replaced by nothing in tests: they pass the real things too. */
export interface Deps {
  db: Db;
  /** The one way to a CRM. */
  crmFor: CrmFor;
  /** What a CRM can and how it calls things, by its name: asks nobody. Throws ConfigError for one that is not known. */
  describe(crm: string): CrmDescription;
  /** What each CRM's budget keeps to, by its name. */
  rateLimits: Readonly<Record<string, RateLimit>>;
  failpoint: Failpoint;
  logs: RunLogs;
  backups: BackupStore;
  /** Whose steps these are: the database's, while it still is what it was, with these backups. */
  store: Store;
  reportsDir: string;
}
