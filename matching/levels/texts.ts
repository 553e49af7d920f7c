import type { Dictionary } from '../text/dictionary.ts';
import { edits } from '../text/edits.ts';
import { jaroWinkler } from '../text/jaro-winkler.ts';
import { nearestPossible } from '../text/letters.ts';

const BLANK = 32;

/** Of two texts, in one or in two dictionaries of the same arena. */
export function closeness(one: Dictionary, a: number, other: Dictionary, b: number): number {
  const { units } = one.arena;
  return jaroWinkler(
    units,
    one.starts[a] as number,
    one.lengths[a] as number,
    other.starts[b] as number,
    other.lengths[b] as number,
  );
}

/** As `closeness`, but 0 where it cannot be `least`. Both dictionaries know the letters of their texts. */
export function closenessFrom(least: number, one: Dictionary, a: number, other: Dictionary, b: number): number {
  const aLength = one.lengths[a] as number;
  const bLength = other.lengths[b] as number;
  const most = nearestPossible(aLength, one.letters[a] as number, bLength, other.letters[b] as number);
  return most < least ? 0 : closeness(one, a, other, b);
}

export function editsBetween({ arena, starts, lengths }: Dictionary, a: number, b: number, most: number): number {
  return edits(arena.units, starts[a] as number, lengths[a] as number, starts[b] as number, lengths[b] as number, most);
}

export function isSameText(one: Dictionary, a: number, other: Dictionary, b: number): boolean {
  const { units } = one.arena;
  const length = one.lengths[a] as number;
  if (length !== other.lengths[b]) return false;
  const from = one.starts[a] as number;
  const fromB = other.starts[b] as number;
  for (let at = 0; at < length; at++) if (units[from + at] !== units[fromB + at]) return false;
  return true;
}

/** How many units both begin with. */
export function commonStart({ arena, starts, lengths }: Dictionary, a: number, b: number): number {
  const { units } = arena;
  const from = starts[a] as number;
  const fromB = starts[b] as number;
  const end = Math.min(lengths[a] as number, lengths[b] as number);
  let at = 0;
  while (at < end && units[from + at] === units[fromB + at]) at++;
  return at;
}

/** Whether all of the shorter text is one word of the other. */
export function isWordOf(dictionary: Dictionary, a: number, b: number): boolean {
  const { lengths } = dictionary;
  return (lengths[a] as number) < (lengths[b] as number) ? hasWord(dictionary, b, a) : hasWord(dictionary, a, b);
}

/** Whether all of the shorter text stands somewhere in the other. */
export function isPartOf({ arena, starts, lengths }: Dictionary, a: number, b: number): boolean {
  const { units } = arena;
  const isShort = (lengths[a] as number) < (lengths[b] as number);
  const long = isShort ? b : a;
  const short = isShort ? a : b;
  const from = starts[long] as number;
  const size = lengths[long] as number;
  const part = starts[short] as number;
  const length = lengths[short] as number;
  for (let at = 0; at + length <= size; at++) {
    let same = 0;
    while (same < length && units[from + at + same] === units[part + same]) same++;
    if (same === length) return true;
  }
  return false;
}

function hasWord({ arena, starts, lengths }: Dictionary, text: number, word: number): boolean {
  const { units } = arena;
  const from = starts[text] as number;
  const size = lengths[text] as number;
  const part = starts[word] as number;
  const length = lengths[word] as number;
  for (let at = 0; at + length <= size; ) {
    let same = 0;
    while (same < length && units[from + at + same] === units[part + same]) same++;
    if (same === length && (at + length === size || units[from + at + length] === BLANK)) return true;
    while (at < size && units[from + at] !== BLANK) at++;
    at++;
  }
  return false;
}
