import type { Field } from '../records/table.ts';
import { textOf } from '../text/dictionary.ts';
import { type DayOrder, date, dayOrderOf } from '../values/dates.ts';
import { type Building, type BuildOptions, columnsOf, fieldOf } from './building.ts';
import type { RawColumn } from './facts.ts';

/** A column of dates of birth; without a field where its dates may be read in two ways. */
export interface DateField {
  field: Field | null;
  header: string;
  bad: number;
}

export function* dateFields(options: BuildOptions): Building<DateField[]> {
  const found: DateField[] = [];
  for (const { column } of columnsOf('date_of_birth', options)) found.push(yield* dateField(options, column));
  return found;
}

/** In the one order that the column's own dates show. */
function* dateField(options: BuildOptions, column: RawColumn): Building<DateField> {
  const { header, cells, values } = column;
  const seen: Record<DayOrder, number> = { 'day-first': 0, 'month-first': 0 };
  let isAmbiguous = false;
  for (let id = 0; id < cells.size; id++) {
    const text = textOf(cells, id);
    const order = dayOrderOf(text);
    if (order !== null) seen[order]++;
    else if (/^\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}$/.test(text)) isAmbiguous = true;
  }
  if (isAmbiguous && seen['day-first'] === seen['month-first']) return { field: null, header, bad: 0 };
  const order: DayOrder = seen['day-first'] >= seen['month-first'] ? 'day-first' : 'month-first';
  let given = 0;
  for (const value of values) if (value >= 0) given++;
  const field = yield* fieldOf('dob', column, options, (text) => date(text, { order, newest: options.newest }));
  let filled = 0;
  for (const value of field.values) if (value >= 0) filled++;
  return { field, header, bad: given - filled };
}
