import { wallBetween } from '../records/table.ts';
import { type Links, MOST_CROSS_PAIRS, weightBetween } from './cohesion.ts';
import { type Groups, rootOf } from './groups.ts';
import type { Scorer } from './scorer.ts';

/** What is between the clusters of two records that are not together. */
export interface Between {
  /** How many records each of the two clusters has. */
  sizes: readonly [number, number];
  /** Pairs between them; of these so many are more likely one person than not, and so many would have to be. Null: too many to compare. */
  links: { found: number; needed: number } | null;
  /** Two of them that something keeps apart, and what. */
  wall: { pair: readonly [number, number]; by: NonNullable<ReturnType<typeof wallBetween>> } | null;
}

interface Where {
  links: Links;
  scorer: Scorer;
  groups: Groups;
  share: number;
}

/** Null: the two are in one cluster. */
export function between({ links, scorer, groups, share }: Where, a: number, b: number): Between | null {
  const [one, other] = [rootOf(groups, a), rootOf(groups, b)];
  if (one === other) return null;
  const sizes = [groups.sizes[one] as number, groups.sizes[other] as number] as const;
  const cross = sizes[0] * sizes[1];
  if (cross > MOST_CROSS_PAIRS) return { sizes, links: null, wall: null };
  let found = 0;
  let wall: Between['wall'] = null;
  for (let left = one; left >= 0; left = groups.next[left] as number) {
    for (let right = other; right >= 0; right = groups.next[right] as number) {
      const by = wallBetween(scorer.comparer.table, left, right);
      if (by !== null) wall ??= { pair: [left, right], by };
      else if (weightBetween(links, scorer, left, right) >= links.threshold) found++;
    }
  }
  return { sizes, links: { found, needed: Math.ceil(share * cross) }, wall };
}
