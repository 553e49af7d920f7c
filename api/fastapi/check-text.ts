import type { Checked } from './checked.ts';

/** A text that Postgres can hold, of so many characters as Python counts them. */
export function checkText(value: unknown, { least = 0, most }: { least?: number; most: number }): Checked<string> {
  if (typeof value !== 'string') return { msg: 'Input should be a valid string', type: 'string_type' };
  const half = halfCharacter(value);
  if (half !== null) return half;
  if (value.includes('\0')) return { msg: 'String should not contain the NUL character', type: 'string_nul' };
  // Only a text of more code units than characters allowed needs counting.
  const length = value.length > most ? countCharacters(value) : value.length;
  if (length < least) {
    return { msg: `String should have at least ${characters(least)}`, type: 'string_too_short' };
  }
  if (length > most) return { msg: `String should have at most ${characters(most)}`, type: 'string_too_long' };
  return { value };
}

/** Half a surrogate pair is no character: no UTF-8 has it. */
export function halfCharacter(text: string): { msg: string; type: string } | null {
  // The first look is the fast one: nearly no text has a pair at all.
  if (!/[\ud800-\udfff]/.test(text) || !/\p{Surrogate}/u.test(text)) return null;
  return {
    msg: 'Input should be a valid string, unable to parse raw data as a unicode string',
    type: 'string_unicode',
  };
}

function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function characters(count: number): string {
  return count === 1 ? '1 character' : `${count} characters`;
}
