import { nounFor } from '../../contacts/words/counted.ts';
import { listed } from '../../contacts/words/listed.ts';
import type { ReportHead } from '../../store/reports/types.ts';
import { grouped } from '../kit/phrases.ts';

export interface AccountLine {
  name: string;
  count: number;
  /** Which they are, or where to see them; '' where nothing is to be said. */
  note: string;
  /** Part of the line before that has none. */
  isPart?: true;
}

type Told = Pick<ReportHead, 'rowsRead' | 'contacts' | 'left' | 'counts' | 'dryRun'>;

/** From the rows of the CSV to what was merged: in each of its two halves the parts make up the whole. */
export function accountOf(head: Told): AccountLine[] {
  return [...rowLines(head), ...clusterLines(head), ...pairLines(head)];
}

function rowLines({ rowsRead, contacts }: Told): AccountLine[] {
  if (rowsRead === null) return [];
  const { rows, withoutEmail } = rowsRead;
  const rejected = rowsRead.rejected.reduce((sum, one) => sum + one.rows, 0);
  const leftOut = rowsRead.leftOut.reduce((sum, one) => sum + one.contacts, 0);
  const alone = rows - rejected - leftOut - withoutEmail - contacts.inClusters;
  const parts: [string, number, string][] = [
    ['rejected', rejected, rowsRead.rejected.map(rejectedText).join('; ')],
    ['left out by the rules', leftOut, leftOut === 0 ? '' : 'by which pattern: report.json, rowsRead'],
    ['without an e-mail', withoutEmail, ''],
    [
      'alone',
      alone,
      'nobody else has their e-mail, a further row of the same contact, or left out of a cluster by a person',
    ],
    ['in clusters', contacts.inClusters, 'contacts that share an e-mail'],
  ];
  return [
    { name: 'Rows read', count: rows, note: `SHA-256 of the file: ${rowsRead.csv.slice(0, 12)}…` },
    ...parts.map(([name, count, note]) => ({ name, count, note, isPart: true as const })),
  ];
}

function rejectedText({ column, expected, rows, lines }: NonNullable<Told['rowsRead']>['rejected'][number]): string {
  const more = rows > lines.length ? ', …' : '';
  const at = `${nounFor(lines.length, 'line')} ${lines.join(', ')}${more}`;
  return `${grouped(rows)} × ${column === null ? '' : `'${column}' `}${expected} (${at})`;
}

/** Blocked ones, and those that a person has refused or not looked at. */
function clusterLines({ contacts, left }: Told): AccountLine[] {
  // The contacts of one that was decided otherwise are those of its parts.
  const parts = left
    .filter(({ state }) => state !== 'replaced')
    .map((one) => ({ ...one, name: NOT_TAKEN[one.state] ?? one.state }));
  const names = [...new Set(parts.map(({ name }) => name))];
  return [
    { name: 'Contacts in clusters', count: contacts.inClusters, note: '' },
    ...names.map((name) => {
      const those = parts.filter((one) => one.name === name);
      const count = those.reduce((sum, { duplicates }) => sum + duplicates.length + 1, 0);
      const note = `${grouped(those.length)} ${nounFor(those.length, 'cluster')}: see left.csv`;
      return { name, count, note, isPart: true as const };
    }),
    { name: 'kept, one of each approved cluster', count: contacts.kept, note: '', isPart: true },
    { name: 'their duplicates', count: contacts.takenOn - contacts.kept, note: 'see merges.csv', isPart: true },
  ];
}

const NOT_TAKEN: Record<string, string> = {
  blocked: 'blocked by the rules',
  undecided: 'not approved',
  rejected: 'refused',
  later: 'left for later',
  'in-other-run': 'left to another run',
};

function pairLines({ counts, dryRun }: Told): AccountLine[] {
  const merged = dryRun ? counts.wouldMerge : counts.succeeded;
  const others = {
    'merged by an earlier run': counts.alreadyDone,
    held: counts.held,
    'back in review (drifted)': counts.drifted,
    skipped: counts.skipped,
    failed: counts.failed,
    'given up': counts.abandoned,
    'settled by a person’s word': counts.settledMerged + counts.settledApart,
    'merged, and taken back by an undo': counts.undone,
    'merged before, and taken back by an undo': counts.takenBack,
    'not started': counts.notStarted,
    'still to come': counts.open,
  };
  return [
    { name: 'Duplicates of approved clusters', count: counts.approved, note: '' },
    { name: dryRun ? 'would be merged' : 'merged', count: merged, note: '', isPart: true },
    ...Object.entries(others)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => ({ name, count, note: 'see merges.csv', isPart: true as const })),
  ];
}

/** The same in one line: `328 rows read: 12 rejected, …`. Null where nobody has said what was read. */
export function rowsLine(head: Told): string | null {
  const [rows, ...parts] = rowLines(head);
  if (rows === undefined) return null;
  const some = parts.filter(({ count }) => count > 0).map(({ name, count }) => `${grouped(count)} ${name}`);
  return `${grouped(rows.count)} read: ${listed(some)}`;
}
