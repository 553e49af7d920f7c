import { foldName } from './fold.ts';

/** Longer ones are no person's name. */
const LONGEST = 400;
/** Characters that show nothing. */
const INVISIBLE = /\p{Cf}/gu;
/** Written inside of a part: `O'Neill`. */
const APOSTROPHE = /['’‘ʼ`´]/gu;
/** Degrees say nothing of who it is. `Mr` and `Mrs` do, and others may be names. */
const TITLES = new Set(['dr', 'prof', 'phd']);

/**
 * A name as the parts that are compared, in the order in which they are written; none where it is no name: an address, a telephone
 * number, nothing at all.
 */
export function nameParts(name: string): string[] {
  if (/[@＠]/u.test(name)) return [];
  const text = foldName(name.slice(0, LONGEST).replace(INVISIBLE, '').replace(APOSTROPHE, ''));
  const parts = text.split(/[^\p{L}\p{M}\p{N}]+/u).filter((part) => part !== '');
  return parts.some((part) => /\p{L}/u.test(part)) ? parts.filter((part) => !TITLES.has(part)) : [];
}
