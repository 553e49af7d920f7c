import type { CheckedBackup, CheckTotals } from '../../store/backups/check/checked.ts';

export interface Verified extends CheckTotals {
  place: string;
  /** What they were compared with: the store, or their own lists alone, and why. */
  against: 'store' | 'offline' | 'no store';
  run: string | null;
  /** Those that are not complete; of very many the first. */
  found: CheckedBackup[];
}
