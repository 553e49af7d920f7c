import type { RelationDescription } from '../../crm/crm.ts';
import type { Run } from '../runs/runs.ts';
import { followers, reportPair } from './pair.ts';
import type { ReportRow } from './rows.ts';
import type { ReportConserved, ReportFollowed, ReportPair, ReportPrivateMessages } from './types.ts';

/** Of the pairs that are done and whose things were read before and after, by kind: all that follows but the first relation's. */
export function countFollowed(
  rows: readonly ReportRow[],
  run: Run,
  relations: readonly RelationDescription[],
): Record<string, ReportFollowed> {
  const kinds = followers(relations.slice(1)).map(({ noun }) => noun.many);
  const counts = new Map(kinds.map((many): [string, ReportFollowed] => [many, { pairs: 0, followed: 0 }]));
  for (const row of rows) {
    const pair = reportPair(row, run, relations);
    for (const [many, count] of counts) {
      const ofDuplicate = duplicatesThings(pair, many);
      if (ofDuplicate === null) continue;
      count.pairs += 1;
      count.followed += ofDuplicate;
    }
  }
  return Object.fromEntries(counts);
}

/** The same number wherever it is said: of each kept contact, the most that it has after a merge of this run. */
export function countConserved(
  rows: readonly ReportRow[],
  run: Run,
  relations: readonly RelationDescription[],
): ReportConserved {
  const many = relations[0]?.noun.many ?? '';
  const after = new Map<string, number>();
  for (const row of rows) {
    const { result, primary, relations: sizes } = reportPair(row, run, relations);
    if (result !== 'succeeded') continue;
    after.set(primary, Math.max(sizes[many]?.after?.primary ?? 0, after.get(primary) ?? 0));
  }
  return { many, contacts: after.size, things: [...after.values()].reduce((sum, things) => sum + things, 0) };
}

function duplicatesThings({ state, relations }: ReportPair, many: string): number | null {
  const { before = null, after = null } = relations[many] ?? {};
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
