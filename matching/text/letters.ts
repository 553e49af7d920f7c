import type { Dictionary } from './dictionary.ts';

/** What rounding may cost a bound. */
const SLACK = 1e-9;

/** Notes of each text which of 32 classes of letters it has: from two such sets is known, without a look at the texts, how near they are at most. */
export function noteLetters(dictionary: Dictionary): void {
  const { arena, starts, lengths, size } = dictionary;
  const letters = new Uint32Array(size);
  for (let id = 0; id < size; id++) letters[id] = lettersOf(arena.units, starts[id] as number, lengths[id] as number);
  dictionary.letters = letters;
}

export function lettersOf(units: ArrayLike<number>, start: number, length: number): number {
  let found = 0;
  for (let at = start; at < start + length; at++) found |= 1 << ((units[at] as number) & 31);
  return found;
}

/** Of so many classes the first has letters, and the second has none: each is an edit, and finds no letter of the other. */
export function lacking(one: number, other: number): number {
  let bits = one & ~other;
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** No more than this can two texts be near by Jaro and Winkler. */
export function nearestPossible(length: number, letters: number, other: number, otherLetters: number): number {
  const found = Math.min(length - lacking(letters, otherLetters), other - lacking(otherLetters, letters));
  if (found <= 0) return 0;
  const jaro = (found / length + found / other + 1) / 3 + SLACK;
  return jaro <= 0.7 ? jaro : jaro + 0.4 * (1 - jaro);
}
