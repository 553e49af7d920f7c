import { emailKey } from '../keys/email-key.ts';
import { type Cleaned, cleanEmail } from './clean-email.ts';
import type { RowProblem } from './rejected-row.ts';

/** RFC 5321 allows no longer address. */
const MAX_EMAIL = 254;

/** Nearly all are written so: they need no cleaning, and their key is their small letters. */
const PLAIN = /^[a-z0-9][a-z0-9._+-]*@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i;

/** Has the shape of an address: a word such as `n/a` must not group strangers, nor what is left of two addresses in one cell. */
const ADDRESS = /^(?:[^\s@<>()[\],;:\\"\p{Cc}]+|"[^\s@"\p{Cc}]+")@[^\s@<>()[\],;:\\"'!?*\p{Cc}]+$/u;

/** `written` is trimmed. True: it is an address, and `emailOfCell` is all there is to do. */
export function isPlainEmail(written: string): boolean {
  return written.length <= MAX_EMAIL && PLAIN.test(written);
}

/** The key of what a cell says, cleaned; only an address where `emailProblem` finds nothing. `written` is trimmed. */
export function emailOfCell(written: string): string {
  return PLAIN.test(written) ? written.toLowerCase() : emailKey(cleanEmail(written).email);
}

/** What had to be taken off it. Of an address that needs no cleaning nothing is. */
export function cleanedOf(written: string): Cleaned[] {
  return PLAIN.test(written) ? [] : cleanEmail(written).removed;
}

/** What the CRM's own value may be for an address that its export has so: the same, or what cleaning made of it. */
export function keysOfWritten(written: string): string[] {
  return [...new Set([emailKey(written), emailOfCell(written.trim())])];
}

/** An empty cell is allowed. Only the length of another one is ever told. */
export function emailProblem(column: string, written: string): RowProblem | null {
  if (written === '') return null;
  const { email } = cleanEmail(written);
  if (email.length > MAX_EMAIL) {
    return { code: 'too-long', column, problem: `is ${email.length} characters long, expected at most ${MAX_EMAIL}` };
  }
  return ADDRESS.test(email)
    ? null
    : { code: 'email', column, problem: `is ${email.length} characters long and no e-mail address` };
}
