import type { KeyedBlocks } from './keys.ts';

/** Some blocks of one rule: what is compared in one go, by whoever has time. */
export interface Portion {
  /** Which rule. */
  at: number;
  /** The blocks from `from` up to, without, `to`. */
  from: number;
  to: number;
  pairs: number;
}

/** Pairs of a portion, and few more: so many that to hand it over costs nothing beside. */
const LARGE = 2 ** 17;

/** All blocks, in their order. How they are cut does not depend on who compares them. */
export function portionsOf(taken: readonly Pick<KeyedBlocks, 'counts'>[], large = LARGE): Portion[] {
  const portions: Portion[] = [];
  for (const [at, { counts }] of taken.entries()) {
    let [from, pairs] = [0, 0];
    for (let key = 0; key < counts.length; key++) {
      const count = counts[key] as number;
      pairs += (count * (count - 1)) / 2;
      if (pairs < large && key < counts.length - 1) continue;
      if (pairs > 0) portions.push({ at, from, to: key + 1, pairs });
      from = key + 1;
      pairs = 0;
    }
  }
  return portions;
}
