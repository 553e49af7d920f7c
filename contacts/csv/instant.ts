import { parseTimestamp } from './timestamp.ts';

const PATTERN = /^(\d{4}-\d{1,2}-\d{1,2}[ T]\d{1,2}:\d{2}(?::\d{2})?)(?:\.(\d{1,9}))? ?(Z|[+-]\d{2}(?::?\d{2})?)?$/;
/** In UTC, of a day that every month has: nothing is to be worked out. */
const PLAIN =
  /^(?:19[7-9]|2\d\d)\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,9})?Z$/;
const MOST_OFFSET_MINUTES = 14 * 60;

/**
 * A time as Snowflake exports it, `2025-01-15 09:05:00.000`, in UTC unless it has an offset of its own, or ISO 8601. Returned
 * in UTC and always of one length, `2025-01-15T09:05:00.000000000Z`, so that texts compare as times; null when it is none.
 */
export function parseInstant(text: string): string | null {
  if (PLAIN.test(text)) return `${text.slice(0, 19)}.${text.slice(20, -1).padEnd(9, '0')}Z`;
  const match = PATTERN.exec(text);
  const whole = parseTimestamp(match?.[1] ?? '');
  const offset = offsetMinutes(match?.[3] ?? 'Z');
  if (match === null || whole === null || offset === null) return null;
  const utc = new Date(Date.parse(whole) - offset * 60_000).toISOString();
  return /^\d{4}-/.test(utc) ? `${utc.slice(0, 19)}.${(match[2] ?? '').padEnd(9, '0')}Z` : null;
}

function offsetMinutes(text: string): number | null {
  if (text === 'Z') return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(3).replace(':', '') || '0')];
  const offset = hours * 60 + minutes;
  if (minutes > 59 || offset > MOST_OFFSET_MINUTES) return null;
  return text.startsWith('-') ? -offset : offset;
}
