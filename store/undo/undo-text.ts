import { stringify } from 'csv-stringify/sync';
import { safeCell } from '../../contacts/csv/safe-cell.ts';
import type { UndoHead, UndoPairSeen, UndoRedirect } from './read-undo.ts';

/** `redirects-undone.csv`, in pieces: for systems that were told where a contact had gone. */
export function* undoneCsv(undo: string, redirects: Iterable<UndoRedirect>): Generator<string> {
  yield csvRow(['old_id', 'new_id', 'new_full_id', 'former_id', 'undo', 'time']);
  for (const { oldId, newId, newFullId, formerId, time } of redirects)
    yield csvRow([oldId, newId, newFullId, formerId, undo, time]);
}

/** `undo.json`, in pieces: one pair per line. What a person was shown of contacts is not in it. */
export function* undoJson(undo: UndoHead, pairs: Iterable<UndoPairSeen>): Generator<string> {
  yield `${JSON.stringify(undo, null, 2).slice(0, -2)},\n  "pairs": [`;
  let separator = '';
  for (const { shown, ...pair } of pairs) {
    yield `${separator}\n    ${JSON.stringify(pair)}`;
    separator = ',';
  }
  yield '\n  ]\n}\n';
}

function csvRow(cells: string[]): string {
  return stringify([cells.map(safeCell)]);
}
