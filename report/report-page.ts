import type { RateLimit } from '../config/rate-limit.ts';
import type { ClusterGroup } from '../store/report-groups.ts';
import type { ReportJournal } from '../store/report-journal.ts';
import type { ReportRedirect } from '../store/report-redirects.ts';
import type { ReportHead, ReportPair } from '../store/report-types.ts';
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
  backupDir: string;
}

/** The same, with its pairs summed up: what the parts of the page are made of. */
export interface ReportPage extends Omit<ReportSource, 'pairs'> {
  summary: Summary;
}
