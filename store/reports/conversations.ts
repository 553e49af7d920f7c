import type { Run } from '../runs/runs.ts';
import { reportPair } from './pair.ts';
import type { ReportRow } from './rows.ts';
import type { ReportConversations, ReportPair, ReportPrivateMessages } from './types.ts';

/** Of the pairs that are done and whose conversations were read before and after. */
export function countConversations(rows: readonly ReportRow[], run: Run): ReportConversations {
  const compared = rows.map((row) => duplicatesConversations(reportPair(row, run))).filter((count) => count !== null);
  return { pairs: compared.length, followed: compared.reduce((sum, count) => sum + count, 0) };
}

function duplicatesConversations({ state, conversations }: ReportPair): number | null {
  const { before, after } = conversations;
  return state === 'done' && before !== null && after !== null ? before.duplicate : null;
}

/** A primary's backup belongs to several pairs and counts once. */
export function countPrivateMessages(rows: readonly ReportRow[]): ReportPrivateMessages {
  const backups = new Map(rows.flatMap((row) => row.backups).map((backup) => [backup.digest, backup.privateMessages]));
  let backedUp = 0;
  let notCounted = 0;
  for (const count of backups.values()) {
    if (count === null) notCounted += 1;
    else backedUp += count;
  }
  return { backedUp, notCounted, ofOthers: 'cannot be seen by this token and are not in the backups' };
}
