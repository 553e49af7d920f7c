import type { Dictionary, Units } from '../text/dictionary.ts';
import { edits } from '../text/edits.ts';
import { jaroWinkler } from '../text/jaro-winkler.ts';
import { editsBetween } from './texts.ts';

export const EMAIL = { different: 1, domain: 2, localNear: 3, near: 4, local: 5, equal: 6 } as const;
const AT = 64;

/** Of each address of a dictionary, how long the part before its last @ is. */
export function localLengths({ arena, starts, lengths, size }: Dictionary): Uint16Array {
  const found = new Uint16Array(size);
  for (let id = 0; id < size; id++) {
    const start = starts[id] as number;
    let at = lengths[id] as number;
    while (at > 0 && arena.units[start + at] !== AT) at--;
    found[id] = at;
  }
  return found;
}

/** 1 different, 2 the same domain, 3 the local parts near, 4 two edits in all, 5 the same local part, 6 equal. */
export function emailLevel(dictionary: Dictionary, locals: Uint16Array, a: number, b: number): number {
  if (a === b) return EMAIL.equal;
  const { arena, starts, lengths } = dictionary;
  const { units } = arena;
  const [one, other] = [starts[a] as number, starts[b] as number];
  const [aLocal, bLocal] = [locals[a] as number, locals[b] as number];
  if (isSame(units, one, aLocal, other, bLocal)) return EMAIL.local;
  if (editsBetween(dictionary, a, b, 2) <= 2) return EMAIL.near;
  if (edits(units, one, aLocal, other, bLocal, 1) === 1 || jaroWinkler(units, one, aLocal, other, bLocal) >= 0.92) {
    return EMAIL.localNear;
  }
  const [aDomain, bDomain] = [(lengths[a] as number) - aLocal, (lengths[b] as number) - bLocal];
  return isSame(units, one + aLocal, aDomain, other + bLocal, bDomain) ? EMAIL.domain : EMAIL.different;
}

function isSame(units: Units, a: number, aLength: number, b: number, bLength: number): boolean {
  if (aLength !== bLength) return false;
  for (let at = 0; at < aLength; at++) if (units[a + at] !== units[b + at]) return false;
  return true;
}
