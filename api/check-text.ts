import type { Checked } from './check-customer.ts';

/** A text that Postgres can hold, of so many characters as Python counts them. */
export function checkText(value: unknown, { least = 0, most }: { least?: number; most: number }): Checked<string> {
  if (typeof value !== 'string') return { msg: 'Input should be a valid string', type: 'string_type' };
  const odd = notStorable(value);
  if (odd !== null) return odd;
  // Only a text of more code units than characters allowed needs counting.
  const length = value.length > most ? countCharacters(value) : value.length;
  if (length < least) {
    return { msg: `String should have at least ${characters(least)}`, type: 'string_too_short' };
  }
  if (length > most) return { msg: `String should have at most ${characters(most)}`, type: 'string_too_long' };
  return { value };
}

/** What Postgres refuses in a text: half a character, and NUL. */
export function notStorable(text: string): { msg: string; type: string } | null {
  if (/\p{Surrogate}/u.test(text)) {
    return {
      msg: 'Input should be a valid string, unable to parse raw data as a unicode string',
      type: 'string_unicode',
    };
  }
  return text.includes('\0') ? { msg: 'String should not contain the NUL character', type: 'string_nul' } : null;
}

function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function characters(count: number): string {
  return count === 1 ? '1 character' : `${count} characters`;
}
