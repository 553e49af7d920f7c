import type { Dictionary, Units } from '../text/dictionary.ts';
import { edits } from '../text/edits.ts';
import { jaroWinkler } from '../text/jaro-winkler.ts';
import { lacking, lettersOf, nearestPossible, noteLetters } from '../text/letters.ts';
import { editsBetween } from './texts.ts';

export const EMAIL = { different: 1, domain: 2, localNear: 3, near: 4, local: 5, equal: 6 } as const;
const AT = 64;
/** Local parts that are less close are different. */
const NEAR = 0.92;

/** Of each address of a dictionary the part before its last @: how long it is, and which letters it has. */
export interface AddressBook {
  locals: Uint16Array;
  letters: Uint32Array;
}

export function addressBook(dictionary: Dictionary): AddressBook {
  const { arena, starts, lengths, size } = dictionary;
  noteLetters(dictionary);
  const locals = new Uint16Array(size);
  const letters = new Uint32Array(size);
  for (let id = 0; id < size; id++) {
    const start = starts[id] as number;
    let at = lengths[id] as number;
    while (at > 0 && arena.units[start + at] !== AT) at--;
    locals[id] = at;
    letters[id] = lettersOf(arena.units, start, at);
  }
  return { locals, letters };
}

/** 1 different, 2 the same domain, 3 the local parts near, 4 two edits in all, 5 the same local part, 6 equal. */
export function emailLevel(dictionary: Dictionary, { locals, letters }: AddressBook, a: number, b: number): number {
  if (a === b) return EMAIL.equal;
  const { arena, starts, lengths } = dictionary;
  const { units } = arena;
  const one = starts[a] as number;
  const other = starts[b] as number;
  const aLocal = locals[a] as number;
  const bLocal = locals[b] as number;
  if (isSame(units, one, aLocal, other, bLocal)) return EMAIL.local;
  const whole = dictionary.letters;
  if (isWithin(2, whole[a] as number, whole[b] as number) && editsBetween(dictionary, a, b, 2) <= 2) return EMAIL.near;
  const inA = letters[a] as number;
  const inB = letters[b] as number;
  if (isWithin(1, inA, inB) && edits(units, one, aLocal, other, bLocal, 1) === 1) return EMAIL.localNear;
  const most = nearestPossible(aLocal, inA, bLocal, inB);
  if (most >= NEAR && jaroWinkler(units, one, aLocal, other, bLocal) >= NEAR) return EMAIL.localNear;
  const aDomain = (lengths[a] as number) - aLocal;
  const bDomain = (lengths[b] as number) - bLocal;
  return isSame(units, one + aLocal, aDomain, other + bLocal, bDomain) ? EMAIL.domain : EMAIL.different;
}

/** Whether so many edits may lead from one to the other, by the letters that they have. */
function isWithin(most: number, letters: number, others: number): boolean {
  return lacking(letters, others) <= most && lacking(others, letters) <= most;
}

function isSame(units: Units, a: number, aLength: number, b: number, bLength: number): boolean {
  if (aLength !== bLength) return false;
  for (let at = 0; at < aLength; at++) if (units[a + at] !== units[b + at]) return false;
  return true;
}
