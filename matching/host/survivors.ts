import { parseInstant } from '../../contacts/csv/instant.ts';
import type { MappedColumn } from '../columns/mapping.ts';
import { type DayOrder, date, dayOrderOf } from '../values/dates.ts';
import { strictestCell } from './consent-cells.ts';
import type { MatchedCsv } from './match-csv.ts';
import type { KeepRule } from './read-map.ts';

/** Who is kept of some rows, and with which values. */
export interface Survivor {
  primary: number;
  /** The others, in order. */
  duplicates: number[];
  /** By column of the file. */
  values: string[];
}

interface Rows extends Pick<MatchedCsv, 'mapping'> {
  cell: NonNullable<MatchedCsv['cell']>;
  keep: Readonly<Record<string, KeepRule>>;
}

const SEVERAL = /;| ::: /;

/** Whoever says most is kept, then the newest, then the lowest record; its own values count before others'. */
export function survivorOf({ mapping, cell, keep }: Rows, records: readonly number[]): Survivor {
  const updated = mapping.findIndex(({ kind }) => kind === 'updated');
  const order = updated < 0 ? null : dayOrder(mapping[updated] as MappedColumn);
  const rows = records.map((record) => {
    const cells = mapping.map((_, column) => cell(record, column));
    const filled = cells.filter((text) => text !== '').length;
    return { record, cells, filled, changed: updated < 0 ? '' : instant(cells[updated] ?? '', order) };
  });
  type Row = (typeof rows)[number];
  const newer = (one: Row, other: Row): number =>
    one.changed === other.changed ? 0 : one.changed > other.changed ? -1 : 1;
  const ranked = rows.toSorted(
    (one, other) => other.filled - one.filled || newer(one, other) || one.record - other.record,
  );
  const byAge = rows.toSorted((one, other) => newer(one, other) || one.record - other.record);
  const [primary, ...others] = ranked as [Row, ...Row[]];
  const values = mapping.map(({ facts, kind }, column) => {
    const of = (some: readonly Row[]): string[] => some.map(({ cells }) => cells[column] ?? '');
    if (kind === 'id') return primary.cells[column] ?? '';
    if (kind === 'consent') return strictestCell(facts.header, of(ranked), facts.samples);
    return kept({ ranked: of(ranked), byAge: newestOf(of(byAge), byAge), rule: keep[facts.header] ?? null });
  });
  return { primary: primary.record, duplicates: others.map(({ record }) => record).sort((a, b) => a - b), values };
}

/** The newest value that is there; '' where no row says when it was changed. */
function newestOf(cells: readonly string[], byAge: readonly { changed: string }[]): string {
  return cells.find((text, at) => text !== '' && byAge[at]?.changed !== '') ?? '';
}

function kept({ ranked, byAge, rule }: { ranked: readonly string[]; byAge: string; rule: KeepRule | null }): string {
  const longest = ranked.reduce((best, text) => (text.length > best.length ? text : best), '');
  const [own = ''] = ranked;
  if (rule === 'newest') return byAge || own || longest;
  if (rule === 'longest') return longest;
  if (rule === 'all' || (rule === null && ranked.some((text) => SEVERAL.test(text)))) return union(ranked);
  return own || byAge || longest;
}

/** Each part once, in the order in which they come. */
function union(cells: readonly string[]): string {
  const parts = cells.flatMap((text) => text.split(SEVERAL)).map((part) => part.trim());
  const seen = new Set<string>();
  const each = parts.filter((part) => {
    const isNew = part !== '' && !seen.has(part.toLowerCase());
    seen.add(part.toLowerCase());
    return isNew;
  });
  return each.join('; ');
}

function dayOrder({ facts }: MappedColumn): DayOrder {
  const seen = facts.samples.map(dayOrderOf);
  const count = (order: DayOrder): number => seen.filter((one) => one === order).length;
  return count('month-first') > count('day-first') ? 'month-first' : 'day-first';
}

/** A text that sorts as the times do; '' where it is none. */
function instant(text: string, order: DayOrder | null): string {
  const exact = parseInstant(text);
  if (exact !== null) return exact.replace(/\D/g, '');
  if (order === null) return '';
  return date(text, { order, newest: 2100 }) || date(text.split(/[T ]/)[0] ?? '', { order, newest: 2100 });
}
