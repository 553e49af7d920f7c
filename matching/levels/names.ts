import type { Dictionary } from '../text/dictionary.ts';
import { type NameBook, shortness } from './name-book.ts';
import { closenessFrom, commonStart, editsBetween, isWordOf } from './texts.ts';

/** 1 different, 2 alike, 3 swapped (told by the pair), 4 initial or part, 5 near, 6 short form, 7 equal. */
export const FIRST = { different: 1, alike: 2, swapped: 3, part: 4, near: 5, short: 6, equal: 7 } as const;
/** 1 different, 2 alike, 3 initial or part, 4 near, 5 one letter apart, 6 equal. */
export const LAST = { different: 1, alike: 2, part: 3, near: 4, edit: 5, equal: 6 } as const;

const SHORT_START = 3;
/** Names that are less close are different. */
const ALIKE = 0.8;

/** 0 where one of the two is written in another script: nothing can be said of them. */
export function firstNameLevel(dictionary: Dictionary, book: NameBook, a: number, b: number): number {
  if (a === b) return FIRST.equal;
  if (book.foreign[a] !== book.foreign[b]) return 0;
  const aLength = dictionary.lengths[a] as number;
  const bLength = dictionary.lengths[b] as number;
  const shared = commonStart(dictionary, a, b);
  const shorter = Math.min(aLength, bLength);
  if (shorter === 1 && book.foreign[a] === 0) return shared === 1 ? FIRST.part : FIRST.different;
  const short = shortness(book.known[a] as number, book.known[b] as number);
  if (short === 2) return FIRST.short;
  if (aLength > 3 && bLength > 3 && editsBetween(dictionary, a, b, 1) === 1) return FIRST.near;
  const close = closenessFrom(ALIKE, dictionary, a, dictionary, b);
  if (close >= 0.92 && !isWordOf(dictionary, a, b)) return FIRST.near;
  if (short === 1 || (shared === shorter && shorter <= SHORT_START) || isPart(dictionary, a, b, shared))
    return FIRST.part;
  return close >= ALIKE ? FIRST.alike : FIRST.different;
}

export function lastNameLevel(dictionary: Dictionary, book: NameBook, a: number, b: number): number {
  if (a === b) return LAST.equal;
  if (book.foreign[a] !== book.foreign[b]) return 0;
  const aLength = dictionary.lengths[a] as number;
  const bLength = dictionary.lengths[b] as number;
  const shorter = Math.min(aLength, bLength);
  if (shorter === 1 && book.foreign[a] === 0) {
    return commonStart(dictionary, a, b) === 1 ? LAST.part : LAST.different;
  }
  if (aLength > 3 && bLength > 3 && editsBetween(dictionary, a, b, 1) === 1) return LAST.edit;
  const close = closenessFrom(ALIKE, dictionary, a, dictionary, b);
  if (close >= 0.92) return LAST.near;
  if (isWordOf(dictionary, a, b)) return LAST.part;
  return close >= ALIKE ? LAST.alike : LAST.different;
}

/** One is a word of the other, or both begin with one word: `john m` and `john michael`. */
function isPart(dictionary: Dictionary, a: number, b: number, shared: number): boolean {
  if (isWordOf(dictionary, a, b)) return true;
  const { arena, starts, lengths } = dictionary;
  for (let at = Math.min(shared, lengths[a] as number, lengths[b] as number) - 1; at > 1; at--) {
    if (arena.units[(starts[a] as number) + at] === 32) return true;
  }
  return false;
}
