import type { PairState } from '../../store/types.ts';

/** Where two of ledger, Temporal and CRM do not say the same, as data: ids, counts and names of fields only. */
export type Difference =
  /** The ledger with itself. */
  | { code: 'not-consumed' | 'no-redirect'; values: { duplicate: string } }
  | { code: 'consumed-elsewhere' | 'redirect-elsewhere'; values: { duplicate: string; to: string; primary: string } }
  | { code: 'consumed-without-pair'; values: { duplicate: string; primary: string } }
  | { code: 'undone-without-undo'; values: { duplicate: string } }
  /** Ledger and CRM. */
  | { code: 'primary-gone' | 'back-gone'; values: { contact: string } }
  | { code: 'duplicate-alive' | 'gone-unmerged'; values: { duplicate: string; state: PairState } }
  | { code: 'merged-elsewhere'; values: { duplicate: string; to: string } }
  | { code: 'thing-gone'; values: { relation: string; id: string } }
  | { code: 'thing-elsewhere'; values: { relation: string; id: string; names: string[]; primary: string } }
  | { code: 'name-added' | 'name-missing'; values: { relation: string; id: string; names: string[] } }
  | { code: 'consent-loosened'; values: { contact: string; fields: string[] } }
  | { code: 'reference-not-moved'; values: { contact: string } }
  /** Ledger and Temporal. */
  | { code: 'temporal-merged' | 'temporal-not-merged'; values: { duplicate: string; state: PairState } }
  | { code: 'temporal-undone' | 'temporal-not-undone'; values: { duplicate: string; state: PairState } }
  | { code: 'temporal-backup'; values: { contact: string } };

/** What cannot be compared, and is no difference. */
export type NotAvailable = 'history' | 'things-before' | 'after-image';
