const START = Date.UTC(2025, 0, 1);

/** ISO 8601 of so many minutes after the start of 2025: the generator has no clock. */
export function instant(minutes: number): string {
  return new Date(START + minutes * 60_000).toISOString();
}

/** The same as the spreadsheet writes it: `2025-01-15 9:05`. */
export function spreadsheetTime(minutes: number): string {
  const [date = '', time = ''] = instant(minutes).split('T');
  return `${date} ${Number(time.slice(0, 2))}${time.slice(2, 5)}`;
}
