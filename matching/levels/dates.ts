import type { Dictionary, Units } from '../text/dictionary.ts';
import { editsBetween } from './texts.ts';

/**
 * Of two dates of eight digits: 1 years apart, 2 the next year, 3 two digits differ, 4 the same year, 5 the same year and two
 * digits differ, 6 one edit, 7 day and month exchanged, 8 equal.
 */
export function dateLevel(dictionary: Dictionary, a: number, b: number): number {
  if (a === b) return 8;
  const { arena, starts } = dictionary;
  const { units } = arena;
  const one = starts[a] as number;
  const other = starts[b] as number;
  let differing = 0;
  let inYear = 0;
  for (let at = 0; at < 8; at++) {
    if (units[one + at] === units[other + at]) continue;
    differing++;
    if (at < 4) inYear++;
  }
  if (inYear === 0 && isSamePart(units, one + 4, other + 6) && isSamePart(units, one + 6, other + 4)) return 7;
  if (differing === 1 || editsBetween(dictionary, a, b, 1) === 1) return 6;
  if (inYear === 0) return differing === 2 ? 5 : 4;
  if (differing === 2) return 3;
  return Math.abs(year(units, one) - year(units, other)) === 1 ? 2 : 1;
}

/** Of two digits: a month or a day. */
function isSamePart(units: Units, one: number, other: number): boolean {
  return units[one] === units[other] && units[one + 1] === units[other + 1];
}

function year(units: Units, at: number): number {
  let value = 0;
  for (let digit = 0; digit < 4; digit++) value = 10 * value + (units[at + digit] as number) - 48;
  return value;
}
