import type { CsvFindings } from './plan-from-csv.ts';

/** Of all rows, the share that may be rejected: more, and something has happened to the file. */
export const MOST_REJECTED = 0.05;

/** Why an export cannot be trusted as a whole. */
export type BrokenExport =
  | { code: 'no-usable-row'; values: { rows: number } }
  | { code: 'too-many-rejected'; values: { rows: number; rejected: number; most: number } };

/** Null for one that can be. `most`: a share from 0 to 1. What stands below the rows does not count. */
export function brokenExport(
  { rows, contacts, rejected, footer }: Pick<CsvFindings, 'rows' | 'contacts' | 'rejected' | 'footer'>,
  most: number = MOST_REJECTED,
): BrokenExport | null {
  if (contacts === 0) return { code: 'no-usable-row', values: { rows } };
  const values = { rows: rows - footer, rejected: rejected.length - footer, most };
  return values.rejected > values.rows * most ? { code: 'too-many-rejected', values } : null;
}
