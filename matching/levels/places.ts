import type { Dictionary } from '../text/dictionary.ts';
import { closeness } from './texts.ts';
import { sharesNumber, similarity, type TokenBook } from './token-book.ts';

/** 1 different, 2 a fifth shared, 3 nearly half or alike, 4 most, 5 nearly all, 6 equal. */
export function companyLevel(dictionary: Dictionary, book: TokenBook, a: number, b: number): number {
  if (a === b) return 6;
  const shared = similarity(book, a, b);
  if (shared >= 0.9) return 5;
  if (shared >= 0.7) return 4;
  if (shared >= 0.45 || closeness(dictionary, a, dictionary, b) >= 0.85) return 3;
  return shared >= 0.2 ? 2 : 1;
}

/** 1 different, 2 a quarter shared, 3 half without a number, 4 a number and some, or most with other numbers, 5 a number and half, 6 a number and most, 7 equal. */
export function addressLevel(book: TokenBook, a: number, b: number): number {
  if (a === b) return 7;
  const shared = similarity(book, a, b);
  const hasNumber = sharesNumber(book, a, b);
  if (hasNumber) return shared >= 0.85 ? 6 : shared >= 0.5 ? 5 : shared >= 0.3 ? 4 : shared >= 0.25 ? 2 : 1;
  if (shared >= 0.85) return 4;
  return shared >= 0.5 ? 3 : shared >= 0.25 ? 2 : 1;
}
