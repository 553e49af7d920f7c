import { UsageError } from '../cli/usage-error.ts';

/** Throws UsageError for what is no time of day. */
export function timeOf(text: string | undefined): string {
  if (text !== undefined && /^([01]\d|2[0-3]):[0-5]\d$/.test(text)) return text;
  throw new UsageError(`--at is '${text ?? ''}', expected a time of day such as 02:00`);
}

/** Throws UsageError for a zone that nobody knows. */
export function zoneOf(text: string | undefined): string {
  try {
    if (text === undefined) throw new RangeError();
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone && text;
  } catch {
    throw new UsageError(`--tz is '${text ?? ''}', expected a zone of the IANA database such as Australia/Sydney`);
  }
}
