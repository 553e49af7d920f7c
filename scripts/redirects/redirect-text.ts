import { stringify } from 'csv-stringify/sync';
import { safeCell } from '../../contacts/csv/safe-cell.ts';
import type { Hop, WhereNow } from '../../store/reports/where-now.ts';

/** `REVU-2 is REVU-7 now`, and below it each step of the way. */
export function redirectText(id: string, { now, is, hops }: WhereNow): string {
  if (is === 'not-moved') return `${id}: no merge of ours has moved it`;
  return [`${id} is ${now} now`, ...hops.map((hop) => `  ${hopText(hop)}`)].join('\n');
}

function hopText({ from, to, run, former, undo, time, byPerson }: Hop): string {
  const word = byPerson ? ', on a person’s word' : '';
  if (undo === null) return `${time}  ${from} was merged into ${to} by run ${run}${word}`;
  return `${time}  ${from}, merged into ${former} by run ${run}${word}, was taken back by ${undo}: it is ${to}`;
}

/** What `--csv` and `--run` write for each contact. */
export const REDIRECT_COLUMNS = ['id', 'now', 'now_full_id', 'is', 'run', 'undo'];

/** A line of CSV; no spreadsheet takes a cell for a formula. */
export function redirectRow(id: string, { now, nowFullId, is, hops }: WhereNow): string {
  const last = hops.at(-1);
  return csvLine([id, now, nowFullId ?? '', is, last?.run ?? '', last?.undo ?? '']);
}

export function csvLine(cells: string[]): string {
  return stringify([cells.map(safeCell)]);
}
