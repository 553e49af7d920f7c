import { findPair, type PairWeights, putPair } from '../records/pair-weights.ts';
import { hasWalls } from '../records/table.ts';
import type { Turn } from '../turns.ts';
import { type Groups, join, rootOf } from './groups.ts';
import { FORBIDDEN, type Scorer, score } from './scorer.ts';

/** Pairs that are more likely one person's than not, the heaviest first. */
export interface Links {
  threshold: number;
  /** Numbers of candidate pairs in `known`. */
  order: Uint32Array;
  /** Weights of the links, and of all pairs that were asked for since. */
  known: PairWeights;
  /** So many of `known` are candidates. */
  candidates: number;
}

export interface Cohesion {
  groups: Groups;
  /** Groups that did not join because so many pairs are between them. */
  tooLarge: number;
}

/** Links of one turn. */
const TURN = 2 ** 12;
/** More pairs between two groups are not compared. */
export const MOST_CROSS_PAIRS = 4096;

export interface Clustering {
  links: Links;
  scorer: Scorer;
  /** Of all pairs between two groups, how many are links where they join. */
  share: number;
  /** What belongs together whatever its weight: the clusters grow from it, and it is used up. */
  from: Groups;
}

/** The heaviest links first; two groups join where at least `share` of all pairs between them are links. */
export function* cluster({ links, scorer, share, from: groups }: Clustering): Generator<Turn, Cohesion> {
  const { order, known } = links;
  let tooLarge = 0;
  for (const [done, at] of order.entries()) {
    if (done % TURN === 0) yield { done, of: order.length };
    const one = rootOf(groups, known.a[at] as number);
    const other = rootOf(groups, known.b[at] as number);
    if (one === other) continue;
    const cross = (groups.sizes[one] as number) * (groups.sizes[other] as number);
    if (cross > MOST_CROSS_PAIRS) tooLarge++;
    else if (
      cross === 1 ||
      holdsTogether(links, scorer, { groups, one, other, needed: Math.ceil(share * cross), cross })
    ) {
      join(groups, one, other);
    }
  }
  return { groups, tooLarge };
}

/** Of the pairs inside clusters of three or more, how many there are and how many of them are links that were candidates. */
export function density({ order, known }: Links, groups: Groups): { pairs: number; share: number } {
  let pairs = 0;
  for (let record = 0; record < groups.parents.length; record++) {
    const size = groups.sizes[record] as number;
    if (groups.parents[record] === record && size > 2) pairs += (size * (size - 1)) / 2;
  }
  let linked = 0;
  for (const at of order) {
    const root = rootOf(groups, known.a[at] as number);
    if (root === rootOf(groups, known.b[at] as number) && (groups.sizes[root] as number) > 2) linked++;
  }
  return { pairs, share: pairs === 0 ? 1 : linked / pairs };
}

/** How much of a cluster must hold together, by how clear-cut the file's clusters are. */
export function cohesionFor({ pairs, share }: { pairs: number; share: number }): number {
  if (pairs === 0) return 0.4;
  const fitting = Math.min(0.5, Math.max(0.2, 0.2 + 6 * (share - 0.86)));
  return (pairs * fitting + 300 * 0.4) / (pairs + 300);
}

/** The weight of any two records; what was asked once is kept. */
export function weightBetween({ known }: Links, scorer: Scorer, one: number, other: number): number {
  const [a, b] = one < other ? [one, other] : [other, one];
  const at = findPair(known, a, b);
  if (at >= 0) return known.weights[at] as number;
  const weight = score(scorer, a, b);
  scorer.asked++;
  putPair(known, a, b, weight);
  return weight;
}

interface Joining {
  groups: Groups;
  one: number;
  other: number;
  needed: number;
  cross: number;
}

function holdsTogether(links: Links, scorer: Scorer, { groups, one, other, needed, cross }: Joining): boolean {
  const isWalled = hasWalls(scorer.comparer.table);
  let found = 0;
  let left = cross;
  for (let a = one; a >= 0; a = groups.next[a] as number) {
    for (let b = other; b >= 0; b = groups.next[b] as number) {
      const weight = weightBetween(links, scorer, a, b);
      if (weight >= links.threshold) found++;
      // A wall between any two of them is one between all.
      else if (isWalled && weight <= FORBIDDEN) return false;
      left--;
      if (!isWalled && found >= needed) return true;
      if (found + left < needed) return false;
    }
  }
  return found >= needed;
}
