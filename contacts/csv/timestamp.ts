import { detached } from './detached.ts';

const PATTERN = /^(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?Z?$/;

/** `2025-01-15 9:05` (UTC) as `2025-01-15T09:05:00Z`; null when it is no such time. */
export function parseTimestamp(text: string): string | null {
  const match = PATTERN.exec(text);
  if (match === null) return null;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00'] = match;
  if (!isDay(Number(year), Number(month), Number(day))) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${hour.padStart(2, '0')}:${minute}:${second}Z`;
}

/** More different times than this are forgotten at once. */
const MOST_REMEMBERED = 4096;

/** The same for a column: most rows of an export were changed by the same jobs in the same minutes, so that it is asked for few. */
export function timestampColumn(
  parse: (text: string) => string | null = parseTimestamp,
): (text: string) => string | null {
  const known = new Map<string, string | null>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size === MOST_REMEMBERED) known.clear();
    const parsed = parse(text);
    known.set(detached(text), parsed);
    return parsed;
  };
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= 28 || day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
