import { CRMS } from '../../config/crms.ts';
import { nounFor } from '../../contacts/words/counted.ts';
import { durationText } from '../../contacts/words/duration-text.ts';

/** `1 pair`, `1,215 pairs`. */
export function count(n: number, one: string, many?: string): string {
  return `${grouped(n)} ${nounFor(n, one, many)}`;
}

export function grouped(n: number): string {
  return n.toLocaleString('en-US');
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `21 Nov 2026, 16:50 UTC`. */
export function dateTime(iso: string): string {
  return `${date(iso)}, ${iso.slice(11, 16)} UTC`;
}

/** `21 Nov 16:50`, for a column of times. */
export function shortTime(iso: string): string {
  return `${date(iso).slice(0, -5)} ${iso.slice(11, 16)}`;
}

function date(iso: string): string {
  return `${Number(iso.slice(8, 10))} ${MONTHS[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`;
}

/** From one time to another, the day only once. */
export function timeSpan(from: string, to: string): string {
  const end = date(from) === date(to) ? `${to.slice(11, 16)} UTC` : dateTime(to);
  return `${dateTime(from).replace(' UTC', '')} to ${end} (${durationText(Date.parse(to) - Date.parse(from))})`;
}

/** The CRM's name as people write it. */
export function crmName(crm: string): string {
  return CRMS[crm]?.title ?? crm;
}

/** `14:02:31 UTC`. */
export function clockTime(iso: string): string {
  return `${iso.slice(11, 19)} UTC`;
}

/** Small numbers with a digit behind the point. */
export function rounded(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 });
}
