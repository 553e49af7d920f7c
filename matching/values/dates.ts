/** In which order a column writes day and month of dates such as 03/04/1980. */
export type DayOrder = 'day-first' | 'month-first';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const ISO = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const NUMBERS = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$/;
const DAY_MONTH = /^(\d{1,2})[-/. ]+([a-z]{3})[a-z]*[-/., ]+(\d{4}|\d{2})$/i;
const MONTH_DAY = /^([a-z]{3})[a-z]*[-/. ]+(\d{1,2})(?:st|nd|rd|th)?[-/., ]+(\d{4}|\d{2})$/i;
const PLACEHOLDERS = new Set(['19000101', '19700101', '00010101']);

/** Eight digits yyyymmdd; '' for what is no date, is impossible, or stands for none. `newest` is the last year that may be meant. */
export function date(text: string, { order, newest }: { order: DayOrder; newest: number }): string {
  const parts = partsOf(text.trim(), order);
  if (parts === null) return '';
  const [year, month, day] = [fullYear(parts.year, newest), parts.month, parts.day];
  if (month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return '';
  const digits = `${String(year).padStart(4, '0')}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;
  return PLACEHOLDERS.has(digits) ? '' : digits;
}

/** What a single value says of its column's order; null where it may be either. */
export function dayOrderOf(text: string): DayOrder | null {
  const found = NUMBERS.exec(text.trim());
  if (found === null) return null;
  if (Number(found[1]) > 12) return 'day-first';
  return Number(found[2]) > 12 ? 'month-first' : null;
}

/** Whether a text has the form of a date, whatever its order. */
export function looksLikeDate(text: string): boolean {
  const at = { newest: 2100 } as const;
  return date(text, { order: 'day-first', ...at }) !== '' || date(text, { order: 'month-first', ...at }) !== '';
}

interface Parts {
  year: string;
  month: number;
  day: number;
}

function partsOf(text: string, order: DayOrder): Parts | null {
  const iso = ISO.exec(text) ?? COMPACT.exec(text);
  if (iso !== null) return { year: iso[1] ?? '', month: Number(iso[2]), day: Number(iso[3]) };
  const numbers = NUMBERS.exec(text);
  if (numbers !== null) {
    const [one, other] = [Number(numbers[1]), Number(numbers[2])];
    const [day, month] = order === 'day-first' ? [one, other] : [other, one];
    return { year: numbers[3] ?? '', month, day };
  }
  const dayMonth = DAY_MONTH.exec(text);
  if (dayMonth !== null) return { year: dayMonth[3] ?? '', month: monthOf(dayMonth[2]), day: Number(dayMonth[1]) };
  const monthDay = MONTH_DAY.exec(text);
  if (monthDay !== null) return { year: monthDay[3] ?? '', month: monthOf(monthDay[1]), day: Number(monthDay[2]) };
  return null;
}

function monthOf(name = ''): number {
  return MONTHS.indexOf(name.toLowerCase()) + 1;
}

/** Of two digits the century that makes an age from 0 to 99. */
function fullYear(year: string, newest: number): number {
  if (year.length > 2) return Number(year);
  const inCentury = newest - (newest % 100) + Number(year);
  return inCentury > newest ? inCentury - 100 : inCentury;
}
