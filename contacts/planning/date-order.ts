import { type DateOrder, orderOf } from '../csv/dates.ts';
import { readCsv } from '../csv/read-csv.ts';
import { unguardedRow } from '../csv/safe-cell.ts';
import type { CsvSource } from '../csv/source.ts';
import { InputError } from '../input-error.ts';
import type { Layout, Profile } from '../profiles/profile.ts';
import { layoutFor } from '../profiles/profiles.ts';

/** The order of all dates that a spreadsheet has written anew, by those that fit one order only. Throws InputError where none tells, or they differ. */
export async function findDateOrder(source: CsvSource, profile: Profile): Promise<DateOrder> {
  const first = new Map<DateOrder | 'same' | 'both', number>();
  let layout: Layout | undefined;
  await readCsv({
    source,
    onHeader: (header, line) => {
      layout = layoutFor({ profile, header, file: source.name, line, dates: null });
    },
    onRow: (cells, line) => {
      const row = unguardedRow(cells);
      for (const column of layout?.timeColumns ?? []) {
        const order = orderOf(row[column]?.trim() ?? '');
        if (order !== null && !first.has(order)) first.set(order, line);
      }
    },
  });
  const [dmy, mdy, both] = [first.get('dmy'), first.get('mdy'), first.get('both')];
  const told = { file: source.name, todo: 'name the order: --dates dmy or --dates mdy' };
  if (dmy !== undefined && mdy !== undefined) {
    throw new InputError({ ...told, problem: `dates have the day first in line ${dmy}, and the month in line ${mdy}` });
  }
  if (dmy !== undefined || mdy !== undefined) return dmy === undefined ? 'mdy' : 'dmy';
  // Where day and month are the same number each time, either order will do.
  if (both === undefined) return 'dmy';
  throw new InputError({
    ...told,
    line: both,
    problem: 'a date may have the day first or the month, and no other row tells',
  });
}
