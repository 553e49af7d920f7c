import type { BackupList } from './backup-list.ts';
import { idsIn } from './backup-list.ts';
import type { Finding } from './finding.ts';
import type { RowToCheck } from './rows-to-check.ts';

/** What the ledger counted when the backup was finished, and its list says otherwise. */
export function countInList(list: BackupList, row: Pick<RowToCheck, 'things' | 'privateMessages'>): Finding[] {
  const findings: Finding[] = [];
  const compare = (what: string, expected: number, found: number): void => {
    if (expected !== found) findings.push({ is: 'miscounted', what, expected, found });
  };
  const kinds = Object.entries(row.things);
  for (const [many, count] of kinds) compare(many, count, idsIn(list, many).size);
  const threads = list.files.filter(({ path }) => THREAD.test(path)).length;
  if (kinds.length > 0)
    compare(
      'threads',
      kinds.reduce((sum, [, count]) => sum + count, 0),
      threads,
    );
  if (row.privateMessages !== null) {
    const found = list.files.reduce((sum, { private_messages: count = 0 }) => sum + count, 0);
    compare('private messages', row.privateMessages, found);
  }
  return findings;
}

/** Of a ticket, an issue or a conversation; what was written on the contact itself stands under `own`. */
const THREAD = /^conversations\/[^/]+\/messages\.json$/;
