import type { RateLimit } from '../../config/rate-limit.ts';
import type { CrmDescription } from '../../crm/crm.ts';
import type { BackupPlace } from '../../store/backups/backup-store.ts';
import type { ClusterGroup } from '../../store/reports/groups.ts';
import type { ReportJournal } from '../../store/reports/journal.ts';
import type { ReportRedirect } from '../../store/reports/redirects.ts';
import type { ReportHead, ReportPair } from '../../store/reports/types.ts';
import type { Summary } from './summarize.ts';

/** Everything that `report.html` is made of. */
export interface ReportSource {
  head: ReportHead;
  /** Read once. */
  pairs: Iterable<ReportPair>;
  redirects: readonly ReportRedirect[];
  groups: readonly ClusterGroup[];
  journal: ReportJournal;
  /** As the settings have it when the report is written. */
  rateLimit: RateLimit;
  backups: BackupPlace;
  /** Of the run's CRM. */
  description: CrmDescription;
}

/** The same, with its pairs summed up: what the parts of the page are made of. */
export interface ReportPage extends Omit<ReportSource, 'pairs'> {
  summary: Summary;
}
