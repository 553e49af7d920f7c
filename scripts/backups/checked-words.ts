import { counted } from '../../contacts/words/counted.ts';
import type { BackupIs, CheckedBackup, CheckTotals } from '../../store/backups/check/checked.ts';
import type { Finding } from '../../store/backups/check/finding.ts';
import { withoutFileName } from '../../store/backups/layout.ts';
import type { Verified } from './verified.ts';

const WIDTH = 16;

/** `[████────] 3 of 12 backups, 140 files, 2.1 MB` */
export function progressText({ backups, files, bytes }: CheckTotals, total: number): string {
  const done = Object.values(backups).reduce((sum, count) => sum + count, 0);
  const filled = total === 0 ? 0 : Math.min(WIDTH, Math.floor((done / total) * WIDTH));
  return `[${'█'.repeat(filled)}${'─'.repeat(WIDTH - filled)}] ${done} of ${total} backups, ${counted(files, 'file')}, ${size(bytes)}`;
}

/** One that is not complete, and each thing that is wrong with it. */
export function foundText({ is, contact, folder, runId, digest, findings }: CheckedBackup): string {
  const whose = contact === null ? [] : [contact];
  const where = folder === null ? [] : [folder];
  const by = runId === null ? [] : [`run ${runId}`];
  const known = is === 'missing' && digest !== null ? [`SHA-256 of its list ${digest}`] : [];
  return [
    [`${WORDS[is].one}:`, ...whose, ...where, ...by, ...known].join(' '),
    ...findings.map((one) => `  ${findingText(one)}`),
  ].join('\n');
}

const WORDS: Record<BackupIs, { one: string; told: string }> = {
  complete: { one: 'Complete', told: 'complete' },
  damaged: { one: 'Damaged', told: 'damaged' },
  missing: { one: 'Missing', told: 'missing' },
  orphaned: { one: 'Orphaned, the store has never heard of it', told: 'orphaned' },
  stray: { one: 'No backup, and does not belong here', told: 'that are no backups' },
  fewer: { one: 'Fewer than the CSV says', told: 'of contacts of which the CSV says more' },
  'left-over': {
    one: 'Left over by an attempt that was lost; another counts',
    told: 'left over by lost attempts, which is nothing wrong',
  },
  unfinished: {
    one: 'Unfinished, by an attempt that is under way or was lost',
    told: 'unfinished, which is nothing wrong',
  },
};

function findingText(finding: Finding): string {
  const file = 'file' in finding ? withoutFileName(finding.file) : '';
  switch (finding.is) {
    case 'missing':
      return `${file} is missing`;
    case 'not-listed':
      return `${file} is extra: it does not belong to the backup`;
    case 'link':
      return `${file === '.' ? 'its folder' : file} is a symbolic link, which is not followed`;
    case 'broken-list':
      return `${file} is no list of files: it was cut short or edited`;
    case 'another-list':
      return `${file} is not the one that the ledger knows: expected SHA-256 ${finding.expected}, found ${finding.found}`;
    case 'changed': {
      const { expected, found } = finding;
      const sizes = expected.size === found.size ? '' : ` (${counted(found.size, 'byte')} instead of ${expected.size})`;
      return `${file} has changed${sizes}: expected SHA-256 ${expected.sha256}, found ${found.sha256}`;
    }
    case 'unreadable':
      return `${file} cannot be read (${finding.failure})`;
    case 'misplaced':
      return `its list is of ${finding.contact}: the folder has another contact's place`;
    case 'miscounted':
      return `${finding.what}: ${finding.expected} by the ledger, ${finding.found} by its list`;
    case 'fewer':
      return `${finding.things}: ${finding.planned} by the CSV, ${finding.found} in all of its backups`;
  }
}

export function checkedText({ place, against, run, backups, files, bytes }: Verified): string {
  const { complete, ...others } = backups;
  const rest = Object.entries(others).flatMap(([is, count]) =>
    count === 0 ? [] : [`${count} ${WORDS[is as BackupIs].told}`],
  );
  const read = `${counted(files, 'file')}, ${size(bytes)} read`;
  const which = run === null ? '' : ` of run ${run}`;
  return [
    `Backups${which} in '${place}': ${[`${complete} complete`, ...rest].join(', ')}; ${read}.`,
    AGAINST[against],
  ].join('\n');
}

const ALONE =
  'compared with their own lists alone. What is missing or orphaned, and a list that was edited together with its files, is found with the store only.';

const AGAINST: Record<Verified['against'], string> = {
  store: 'Compared with the digests and counts of the ledger, and with what the CSV counted.',
  offline: `Without the store, as asked: ${ALONE}`,
  'no store': `No store could be reached: ${ALONE}`,
};

function size(bytes: number): string {
  const [unit, divisor] = bytes >= 1e9 ? ['GB', 1e9] : ['MB', 1e6];
  return `${(bytes / Number(divisor)).toFixed(1)} ${unit}`;
}
