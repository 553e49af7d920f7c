import type { Units } from './dictionary.ts';

const BITS = 31;
const taken = new Uint8Array(512);

/** From 0 to 1, by the units of two texts in one arena; Winkler's prefix of 4 counts above 0.7 alone. Nothing is allocated. */
export function jaroWinkler(units: Units, a: number, aLength: number, b: number, bLength: number): number {
  if (aLength > bLength) return jaroWinkler(units, b, bLength, a, aLength);
  if (aLength === 0) return bLength === 0 ? 1 : 0;
  let prefix = 0;
  while (prefix < aLength && units[a + prefix] === units[b + prefix]) prefix++;
  if (prefix === aLength && aLength === bLength) return 1;
  const jaro = bLength <= BITS ? shortJaro(units, a, aLength, b, bLength) : longJaro(units, a, aLength, b, bLength);
  return jaro <= 0.7 ? jaro : jaro + Math.min(prefix, 4) * 0.1 * (1 - jaro);
}

/** Which units have found each other is kept in the bits of two numbers. */
function shortJaro(units: Units, a: number, aLength: number, b: number, bLength: number): number {
  const window = Math.max((bLength >> 1) - 1, 0);
  let inA = 0;
  let inB = 0;
  let matches = 0;
  for (let at = 0; at < aLength; at++) {
    const unit = units[a + at];
    const end = Math.min(at + window + 1, bLength);
    for (let other = at > window ? at - window : 0; other < end; other++) {
      if (units[b + other] === unit && (inB & (1 << other)) === 0) {
        inA |= 1 << at;
        inB |= 1 << other;
        matches++;
        break;
      }
    }
  }
  if (matches === 0) return 0;
  let moved = 0;
  for (let other = 0; inA !== 0; inA &= inA - 1, other++) {
    while ((inB & (1 << other)) === 0) other++;
    if (units[a + 31 - Math.clz32(inA & -inA)] !== units[b + other]) moved++;
  }
  return (matches / aLength + matches / bLength + (matches - (moved >> 1)) / matches) / 3;
}

function longJaro(units: Units, a: number, aLength: number, b: number, bLength: number): number {
  const window = Math.max((bLength >> 1) - 1, 0);
  taken.fill(0, 0, aLength + bLength);
  let matches = 0;
  for (let at = 0; at < aLength; at++) {
    const end = Math.min(at + window + 1, bLength);
    for (let other = Math.max(at - window, 0); other < end; other++) {
      if (taken[aLength + other] === 1 || units[b + other] !== units[a + at]) continue;
      taken[at] = 1;
      taken[aLength + other] = 1;
      matches++;
      break;
    }
  }
  if (matches === 0) return 0;
  let moved = 0;
  let other = 0;
  for (let at = 0; at < aLength; at++) {
    if (taken[at] === 0) continue;
    while (taken[aLength + other] === 0) other++;
    if (units[a + at] !== units[b + other]) moved++;
    other++;
  }
  return (matches / aLength + matches / bLength + (matches - (moved >> 1)) / matches) / 3;
}
