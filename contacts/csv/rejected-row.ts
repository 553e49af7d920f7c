/** What kind of fault a row has. */
export type RejectCode =
  | 'width'
  | 'id'
  | 'email'
  | 'number'
  | 'flag'
  | 'time'
  /** A time that can be read once the order of day and month is known. */
  | 'date-order'
  | 'reference'
  | 'too-long'
  | 'control-character';

/** What is wrong with a row: the first thing found. */
export interface RowProblem {
  code: RejectCode;
  /** The header of the cell at fault, or null when the row as a whole is. */
  column: string | null;
  /** Goes on after the column's name: `is 'abc', expected a whole number`. Holds no personal data. */
  problem: string;
}

/** A row that is in no cluster, with enough to tell a person why and to hold back the clusters it may belong to. */
export interface RejectedRow extends RowProblem {
  /** Physical line of the file where the row starts. */
  line: number;
  /** Its key, '' when the row has none. Never printed. */
  email: string;
  /** '' when the row has none that could be one. */
  id: string;
}

/** `contacts.csv line 14: column 'Tickets' is 'abc', expected a whole number` */
export function rejectedRowText(file: string, row: Pick<RejectedRow, 'line' | 'column' | 'problem'>): string {
  return `${file} line ${row.line}: ${row.column === null ? '' : `column '${row.column}' `}${row.problem}`;
}

/** A value as a message may show it: in full only where it cannot be an address or a sentence about somebody. */
export function shown(text: string): string {
  if (text === '') return 'empty';
  const harmless = text.length <= 20 && (/^[\d\s.:/TZ-]+$/.test(text) || !/[\s@]/.test(text));
  return harmless ? `'${text}'` : `${text.length} characters long`;
}
