import { parseInstant } from './instant.ts';
import { parseTimestamp } from './timestamp.ts';

/** Whether the day or the month comes first where a spreadsheet has written dates anew. */
export const DATE_ORDERS = ['dmy', 'mdy'] as const;

export type DateOrder = (typeof DATE_ORDERS)[number];

const ORDER_WORDS: Record<DateOrder, string> = {
  dmy: ', dates with the day first',
  mdy: ', dates with the month first',
};

/** Goes on after how a file was read; nothing where there are no such dates. */
export function datesText(order: DateOrder | null): string {
  return order === null ? '' : ORDER_WORDS[order];
}

const SPELLED = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2}),? (\d{1,2}):(\d{2})(:\d{2})?(?: ?([AP]M))?$/i;
const YEAR_FIRST = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2}) (\d{1,2}:\d{2}(?::\d{2})?)$/;

/** What a date as a spreadsheet writes it says of its order: `both` fit, with the same day or not; null when it is no such date. */
export function orderOf(text: string): DateOrder | 'same' | 'both' | null {
  const match = SPELLED.exec(text);
  if (match === null) return null;
  const fits = DATE_ORDERS.filter((order) => isoOf(text, order) !== null);
  if (fits.length < 2) return fits[0] ?? null;
  return match[1] === match[3] ? 'same' : 'both';
}

/** `2025-01-15 9:05` of `15/01/2025 09:05`, `1/15/25 9:05 AM` or `2025/1/15 9:05`; null when it is none, or of no such order. */
export function isoOf(text: string, order: DateOrder | null): string | null {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) return `${yearFirst[1]}-${yearFirst[2]}-${yearFirst[3]} ${yearFirst[4]}`;
  const match = SPELLED.exec(text);
  if (match === null || order === null) return null;
  const [, first = '', , second = '', year = '', hour = '', minute = '', seconds = '', half] = match;
  const [day, month] = order === 'dmy' ? [first, second] : [second, first];
  const hours = half === undefined ? hour : hourOf(Number(hour), half.toUpperCase());
  const iso = `${year.length === 2 ? `20${year}` : year}-${month}-${day} ${hours}:${minute}${seconds}`;
  return parseTimestamp(iso) === null ? null : iso;
}

/** Of the clock with twelve hours; one that it does not have becomes none. */
function hourOf(hour: number, half: string): string {
  if (hour < 1 || hour > 12) return '99';
  return String((hour % 12) + (half === 'PM' ? 12 : 0));
}

/** A time in UTC to the second: `2025-01-15 9:05`, ISO 8601 with an offset, or as a spreadsheet writes it in this order; null when it is none. */
export function parseTime(text: string, order: DateOrder | null): string | null {
  const plain = parseTimestamp(text);
  if (plain !== null) return plain;
  const instant = parseInstant(text);
  if (instant !== null) return `${instant.slice(0, 19)}Z`;
  const iso = isoOf(text, order);
  return iso === null ? null : parseTimestamp(iso);
}

/** The same as `parseInstant` gives it. */
export function parseExactTime(text: string, order: DateOrder | null): string | null {
  return parseInstant(text) ?? parseInstant(isoOf(text, order) ?? '');
}
