import { foldName } from './fold.ts';

/** Lists of given names that may be one: the long form and its short ones. A name may be in several lists. */
export type ShortNames = readonly (readonly string[])[];

/** Which lists a part is in. */
export type ShortNameBook = ReadonlyMap<string, ReadonlySet<number>>;

const books = new WeakMap<ShortNames, ShortNameBook>();

/** Made once for each list. */
export function shortNameBook(shortNames: ShortNames): ShortNameBook {
  const known = books.get(shortNames);
  if (known !== undefined) return known;
  const book = new Map<string, Set<number>>();
  for (const [list, names] of shortNames.entries()) {
    for (const name of names) {
      const part = foldName(name.trim());
      book.set(part, (book.get(part) ?? new Set()).add(list));
    }
  }
  books.set(shortNames, book);
  return book;
}

/** Whether one may be short for the other, or both for a third. */
export function mayBeShort(book: ShortNameBook, a: string, b: string): boolean {
  const others = book.get(b);
  if (others === undefined) return false;
  for (const list of book.get(a) ?? []) if (others.has(list)) return true;
  return false;
}
