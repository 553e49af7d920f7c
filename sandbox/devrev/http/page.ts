import { createHash } from 'node:crypto';
import type { FieldType, Input } from '../objects/fields.ts';
import { integer, text } from './input.ts';
import { badField } from './problems.ts';
import type { Call } from './route.ts';

export const PAGE_FIELDS: Record<string, FieldType> = { cursor: 'string', limit: 'int', mode: 'string' };

const DEFAULT_LIMIT = 50;

/** Inside a cursor: the filters it belongs to, the place in the list, and whether the next page is to be empty. */
interface Cursor {
  filters: string;
  ordinal: number;
  empty: boolean;
}

export interface PageOf<T> {
  call: Call;
  /** All items that pass the filters, by ordinal. */
  items: T[];
  /** The name of the array in the answer. */
  name: string;
  show: (item: T) => Record<string, unknown>;
}

export function pageOf<T extends { ordinal: number }>({ call, items, name, show }: PageOf<T>): Record<string, unknown> {
  const { input, core } = call;
  const filters = filtersOf(call);
  const cursor = readCursor({ call, filters });
  const limit = limitOf(call);
  const mode = text({ input, name: 'mode' }) ?? 'after';
  if (mode !== 'after' && mode !== 'before')
    throw badField('invalid_enum_value', 'mode', { value: mode, allowed_values: ['after', 'before'] });
  if (cursor?.empty)
    return { [name]: [], [mode === 'after' ? 'next_cursor' : 'prev_cursor']: write({ ...cursor, empty: false }) };

  const rest =
    cursor === null
      ? items
      : items.filter(({ ordinal }) => (mode === 'after' ? ordinal > cursor.ordinal : ordinal < cursor.ordinal));
  const shown = mode === 'after' ? rest.slice(0, limit) : rest.slice(Math.max(0, rest.length - limit));
  const [first, last] = [shown[0]?.ordinal, shown.at(-1)?.ordinal];
  const empty = core.settings.emptyPages;
  const more = last !== undefined && items.some(({ ordinal }) => ordinal > last);
  const earlier = first !== undefined && items.some(({ ordinal }) => ordinal < first);
  return {
    [name]: shown.map(show),
    next_cursor: more ? write({ filters, ordinal: last, empty }) : undefined,
    prev_cursor: earlier ? write({ filters, ordinal: first, empty: false }) : undefined,
  };
}

function limitOf({ input, core }: Call): number {
  const { pageCap, limitAboveCap } = core.settings;
  const limit = integer({ input, name: 'limit' }) ?? DEFAULT_LIMIT;
  if (limit < 1 || (limit > pageCap && limitAboveCap === 'refuse')) throw badField('invalid_field', 'limit');
  return Math.min(limit, pageCap);
}

function filtersOf({ path, input }: { path: string; input: Input }): string {
  const filters = Object.entries(input).filter(([name]) => PAGE_FIELDS[name] === undefined);
  return createHash('sha256')
    .update(JSON.stringify([path, filters.sort(([a], [b]) => (a < b ? -1 : 1))]))
    .digest('hex')
    .slice(0, 16);
}

function write({ filters, ordinal, empty }: Cursor): string {
  return Buffer.from(JSON.stringify([filters, ordinal, empty])).toString('base64url');
}

function readCursor({ call, filters }: { call: Call; filters: string }): Cursor | null {
  const value = text({ input: call.input, name: 'cursor' });
  if (value === undefined || value === '') return null;
  const isFree = call.core.settings.cursorOfOtherFilters === 'accept';
  try {
    const [bound, ordinal, empty] = JSON.parse(Buffer.from(value, 'base64url').toString('utf8'));
    if ((isFree || bound === filters) && typeof ordinal === 'number')
      return { filters, ordinal, empty: empty === true };
  } catch {
    throw badField('invalid_field', 'cursor');
  }
  throw badField('invalid_field', 'cursor');
}
