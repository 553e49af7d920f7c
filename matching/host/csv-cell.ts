import { safeCell } from '../../contacts/csv/safe-cell.ts';

/** A cell of a CSV that no spreadsheet takes for a formula; `unguarded` reads it back. */
export function csvCell(text: string): string {
  const safe = safeCell(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
