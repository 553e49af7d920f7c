import { fieldFor, type Trained, trainedCounts } from '../model/trained.ts';
import { textOf } from '../text/dictionary.ts';
import { countField, type Field, type FieldCounts, type Table } from './table.ts';

const MOST_FIELDS = 16;
const OTHER_RECORDS = 1000;

export interface Compared {
  table: Table;
  counts: FieldCounts[];
  /** By field, whether its values are numbers that count on. */
  counters: boolean[];
}

/** The table with the fields that were compared where a model was learned, and how often their values were seen there. */
export function comparedAs({ fields }: Pick<Trained, 'fields'>, table: Table): Compared {
  const found = fields.map((field) => fieldFor(field, table.fields, table.size));
  return {
    table: { ...table, fields: found },
    counts: fields.map((field, at) => trainedCounts(field, found[at] as Field, countField(found[at] as Field).byText)),
    counters: fields.map(({ isCounter }) => isCounter),
  };
}

/** The table with the fields that are worth comparing, the best filled where they are many. */
export function compared(table: Table): Compared {
  const all = table.fields.map((field) => ({ field, counts: countField(field) }));
  const useful = all.filter(({ field, counts }) => isUseful(field, counts, table.size));
  const kept = new Set(useful.toSorted((a, b) => b.counts.filled - a.counts.filled).slice(0, MOST_FIELDS));
  const chosen = useful.filter((one) => kept.has(one));
  return {
    table: { ...table, fields: chosen.map(({ field }) => field) },
    counts: chosen.map(({ counts }) => counts),
    counters: chosen.map(({ field }) => field.kind === 'identifier' && isCounter(field)),
  };
}

function isUseful({ kind }: Field, { byText, filled }: FieldCounts, size: number): boolean {
  if (filled < 2) return false;
  if (kind !== 'identifier' && kind !== 'other') return true;
  let [values, together] = [0, 0];
  for (const count of byText) {
    if (count > 0) values++;
    together += count * (count - 1);
  }
  // Where no value repeats, it numbers the rows and says nothing.
  if (kind === 'identifier') return together > 0;
  return size >= OTHER_RECORDS && filled >= 0.3 * size && values >= 2 && together / (filled * (filled - 1)) < 0.6;
}

/** More than half of its sorted values are one apart: a near value is the next person's. */
function isCounter({ dictionary }: Field): boolean {
  const numbers: number[] = [];
  for (let id = 0; id < dictionary.size; id++) {
    const digits = textOf(dictionary, id).replace(/\D+/g, '');
    if (digits !== '' && digits.length < 16) numbers.push(Number(digits));
  }
  numbers.sort((a, b) => a - b);
  let steps = 0;
  for (let at = 1; at < numbers.length; at++) if ((numbers[at] as number) - (numbers[at - 1] as number) === 1) steps++;
  return numbers.length > 1 && 2 * steps > numbers.length;
}
