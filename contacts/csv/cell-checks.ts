import { counted } from '../words/counted.ts';
import { type DateOrder, orderOf } from './dates.ts';
import { type RejectCode, type RowProblem, shown } from './rejected-row.ts';

const MAX_TEXT = 1000;

export function widthProblem(width: number, expected: number): RowProblem {
  return { code: 'width', column: null, problem: `has ${counted(width, 'column')}, expected ${expected}` };
}

/** Ends a spreadsheet's way of writing a number: `12.0`. */
const WHOLE = /^\d{1,9}(?:\.00?)?$/;

export function isWholeNumber(text: string): boolean {
  return WHOLE.test(text);
}

/** A time that cannot be read, or not yet. */
export function timeProblem({ column, text, what }: Omit<Expected, 'code'>, dates: DateOrder | null): RowProblem {
  const isSpelled = dates === null && orderOf(text) !== null;
  return expected({ code: isSpelled ? 'date-order' : 'time', column, text, what });
}

/** Postgres can store no NUL, packed contacts no U+001F, and a cell of a novel's length is a quote gone wrong. */
export function textProblem(column: string, text: string): RowProblem | null {
  if (text.length > MAX_TEXT) {
    return { code: 'too-long', column, problem: `is ${text.length} characters long, expected at most ${MAX_TEXT}` };
  }
  const control = text.includes('\0') || text.includes('\x1f');
  return control
    ? { code: 'control-character', column, problem: 'has a control character inside, expected text' }
    : null;
}

export interface Expected {
  code: RejectCode;
  column: string;
  text: string;
  /** Goes on after `expected`. */
  what: string;
}

export function expected({ code, column, text, what }: Expected): RowProblem {
  return { code, column, problem: `is ${shown(text)}, expected ${what}` };
}
