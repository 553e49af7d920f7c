import { nameParts } from './name-parts.ts';
import { mayBeShort, type ShortNameBook, type ShortNames, shortNameBook } from './short-names.ts';
import { spellings } from './spellings.ts';

/** `John & Mary Smith`, `Anna und Karl Wolf`: a name of a couple is no longer way to write one of the two. */
const TWO_PEOPLE = /\S\s*[&+]\s*\S|\s(?:and|und|et)\s/iu;

/** Two names with more parts are the same only where all of them are. */
const MOST_PARTS = 12;

/**
 * Whether two names are more than two ways to write one: apart from the order of their parts, case, accents, initials, known
 * short forms and parts that only one of them has. A name that is missing differs from none, that of a couple from that of one person.
 */
export function namesDiffer(a: string, b: string, shortNames: ShortNames): boolean {
  const [one, other] = [nameParts(a), nameParts(b)];
  if (one.length === 0 || other.length === 0) return false;
  if (TWO_PEOPLE.test(a) !== TWO_PEOPLE.test(b)) return true;
  if (joined(one) === joined(other)) return false;
  if (Math.max(one.length, other.length) > MOST_PARTS) return true;
  const book = shortNameBook(shortNames);
  const [mine, theirs] = [spellings(one), spellings(other)];
  return !mine.some((parts) => theirs.some((others) => isSame(parts, others, book)));
}

/** All of it in one, whatever the order. */
function joined(parts: string[]): string {
  return [...parts].sort().join(' ');
}

/** Every part of the shorter one has a part of its own in the longer one. */
function isSame(a: string[], b: string[], book: ShortNameBook): boolean {
  const [few, many] = a.length <= b.length ? [a, b] : [b, a];
  const takenBy = new Map<number, number>();
  const place = (part: number, tried: Set<number>): boolean => {
    for (const [at, other] of many.entries()) {
      if (tried.has(at) || !isSamePart(few[part] ?? '', other, book)) continue;
      tried.add(at);
      const before = takenBy.get(at);
      if (before !== undefined && !place(before, tried)) continue;
      takenBy.set(at, part);
      return true;
    }
    return false;
  };
  return few.every((_, part) => place(part, new Set()));
}

function isSamePart(a: string, b: string, book: ShortNameBook): boolean {
  return a === b || isInitial(a, b) || isInitial(b, a) || mayBeShort(book, a, b);
}

/** One letter of an alphabet. A single sign of Chinese, Japanese or Korean is a name. */
function isInitial(letter: string, part: string): boolean {
  return (
    /^(?!\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana})\p{L}$/u.test(letter) &&
    part.startsWith(letter)
  );
}
