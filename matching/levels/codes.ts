import type { Dictionary } from '../text/dictionary.ts';
import { closeness, commonStart, editsBetween, isPartOf } from './texts.ts';

const X = 120;

/** 1 different, 2 two edits, 3 the last seven equal, 4 one edit, 5 equal. Two different extensions are different. */
export function phoneLevel(dictionary: Dictionary, a: number, b: number): number {
  if (a === b) return 5;
  const { arena, starts, lengths } = dictionary;
  const one = starts[a] as number;
  const other = starts[b] as number;
  const aLength = numberLength(dictionary, a);
  const bLength = numberLength(dictionary, b);
  const oneExtended = aLength < (lengths[a] as number);
  if (oneExtended && bLength < (lengths[b] as number)) return 1;
  const shorter = Math.min(aLength, bLength);
  let same = 0;
  while (same < shorter && arena.units[one + aLength - 1 - same] === arena.units[other + bLength - 1 - same]) same++;
  if (same >= 7) return 3;
  if (aLength < (lengths[a] as number) || bLength < (lengths[b] as number)) return 1;
  const count = editsBetween(dictionary, a, b, 2);
  return count === 1 ? 4 : count === 2 ? 2 : 1;
}

/** 1 different, 2 two edits, 3 the first three equal, 4 one edit, 5 equal. */
export function postcodeLevel(dictionary: Dictionary, a: number, b: number): number {
  if (a === b) return 5;
  const count = editsBetween(dictionary, a, b, 2);
  if (count === 1) return 4;
  if (commonStart(dictionary, a, b) >= 3) return 3;
  return count === 2 ? 2 : 1;
}

/** 1 different, 2 two edits in more than six characters, 3 one edit, 4 equal. `isExact`: its near values are other people's. */
export function identifierLevel(dictionary: Dictionary, isExact: boolean, a: number, b: number): number {
  if (a === b) return 4;
  const shorter = Math.min(dictionary.lengths[a] as number, dictionary.lengths[b] as number);
  if (isExact || shorter < 6) return 1;
  const count = editsBetween(dictionary, a, b, 2);
  if (count === 1) return 3;
  return count === 2 && shorter > 6 ? 2 : 1;
}

/** 1 different, 2 one is in the other, 3 alike or two edits, 4 equal. */
export function cityLevel(dictionary: Dictionary, a: number, b: number): number {
  if (a === b) return 4;
  if (closeness(dictionary, a, dictionary, b) >= 0.88 || editsBetween(dictionary, a, b, 2) <= 2) return 3;
  return isPartOf(dictionary, a, b) ? 2 : 1;
}

/** 1 different, 2 near, 3 equal. */
export function otherLevel(dictionary: Dictionary, a: number, b: number): number {
  if (a === b) return 3;
  return closeness(dictionary, a, dictionary, b) >= 0.92 ? 2 : 1;
}

/** Digits before an extension. */
function numberLength({ arena, starts, lengths }: Dictionary, id: number): number {
  const start = starts[id] as number;
  const length = lengths[id] as number;
  for (let at = Math.max(length - 8, 0); at < length; at++) if (arena.units[start + at] === X) return at;
  return length;
}
