import type { Db } from '../../database.ts';
import type { Finding } from './finding.ts';
import type { FolderReading } from './folder-reading.ts';

/**
 * `missing`: the ledger knows it, and it is not there. `orphaned`: it is there, and the ledger has never heard of it. `left-over`: what an
 * attempt that was lost has left, beside which another counts. `unfinished`: of an attempt that is under way, or was lost. `stray`: no
 * backup at all. `fewer`: of a contact, all of whose backups in a run have together less than the CSV says. What is left over or unfinished is nothing wrong: no merge rests on it.
 */
export type BackupIs = 'complete' | 'damaged' | 'missing' | 'orphaned' | 'left-over' | 'unfinished' | 'stray' | 'fewer';

export interface CheckedBackup {
  is: BackupIs;
  /** The contact's id; null where nobody knows. */
  contact: string | null;
  /** A pattern that finds the folder, without the e-mail in its name; null where it has none. */
  folder: string | null;
  runId: string | null;
  /** SHA-256 of its list by the ledger; null without one. */
  digest: string | null;
  findings: Finding[];
}

export interface CheckTotals {
  backups: Record<BackupIs, number>;
  /** Read, and their bytes. */
  files: number;
  bytes: number;
}

export interface CheckRequest {
  root: string;
  /** Null: the files alone. */
  db: Db | null;
  runId: string | null;
  /** The plural of what the CSV counts, by the run's CRM. */
  countedIn: (runId: string) => Promise<string>;
  /** Told of each that is not complete, as it is found. */
  onFound: (found: CheckedBackup) => void;
  onProgress: (totals: CheckTotals) => void;
}

/** What both ways of checking add to. */
export interface Checking extends CheckRequest {
  reading: FolderReading;
  add: (found: CheckedBackup, read: { files: number; bytes: number }) => void;
}
