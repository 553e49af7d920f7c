import type { Units } from './dictionary.ts';

const WIDEST = 260;
const rows = [new Int32Array(WIDEST), new Int32Array(WIDEST), new Int32Array(WIDEST)];

/**
 * Insertions, deletions, replacements and exchanges of two neighbours (optimal string alignment) from one text to another; more
 * than `most` are told as `most` + 1. Only a band of the table is filled.
 */
export function edits(units: Units, a: number, aLength: number, b: number, bLength: number, most: number): number {
  if (Math.abs(aLength - bLength) > most) return most + 1;
  let [from, fromB, left, leftB] = [a, b, aLength, bLength];
  while (left > 0 && leftB > 0 && units[from + left - 1] === units[fromB + leftB - 1]) {
    left--;
    leftB--;
  }
  while (left > 0 && leftB > 0 && units[from] === units[fromB]) {
    from++;
    fromB++;
    left--;
    leftB--;
  }
  if (left === 0 || leftB === 0) return Math.max(left, leftB);
  let [before, last, row] = rows as [Int32Array, Int32Array, Int32Array];
  for (let at = 0; at <= leftB; at++) last[at] = at;
  for (let at = 1; at <= left; at++) {
    const unit = units[from + at - 1];
    const first = Math.max(1, at - most);
    const end = Math.min(leftB, at + most);
    let least = first === 1 ? at : most + 1;
    row[first - 1] = least;
    for (let other = first; other <= end; other++) {
      const otherUnit = units[fromB + other - 1];
      const above = other - at >= most ? most + 1 : (last[other] as number);
      let cost = Math.min(
        above + 1,
        (row[other - 1] as number) + 1,
        (last[other - 1] as number) + (unit === otherUnit ? 0 : 1),
      );
      if (at > 1 && other > 1 && unit === units[fromB + other - 2] && units[from + at - 2] === otherUnit) {
        cost = Math.min(cost, (before[other - 2] as number) + 1);
      }
      row[other] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    [before, last, row] = [last, row, before];
  }
  return Math.min(last[leftB] as number, most + 1);
}
