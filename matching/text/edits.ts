import type { Units } from './dictionary.ts';

const WIDEST = 260;
const rows = [new Int32Array(WIDEST), new Int32Array(WIDEST), new Int32Array(WIDEST)];

/**
 * Insertions, deletions, replacements and exchanges of two neighbours (optimal string alignment) from one text to another; more
 * than `most` are told as `most` + 1. Only a band of the table is filled.
 */
export function edits(units: Units, a: number, aLength: number, b: number, bLength: number, most: number): number {
  if (Math.abs(aLength - bLength) > most) return most + 1;
  let from = a;
  let fromB = b;
  let left = aLength;
  let leftB = bLength;
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
  if (left === 1 && leftB === 1) return 1;
  if (most === 1) {
    // What both begin and end with is gone: a single edit that is left is a replacement, which was told, or an exchange.
    const isExchange =
      left === 2 && leftB === 2 && units[from] === units[fromB + 1] && units[from + 1] === units[fromB];
    return isExchange ? 1 : 2;
  }
  return inBand(units, from, left, fromB, leftB, most);
}

function inBand(units: Units, from: number, left: number, fromB: number, leftB: number, most: number): number {
  let before = rows[0] as Int32Array;
  let last = rows[1] as Int32Array;
  let row = rows[2] as Int32Array;
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
    const free = before;
    before = last;
    last = row;
    row = free;
  }
  return Math.min(last[leftB] as number, most + 1);
}
