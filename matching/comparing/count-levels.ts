import { type BlockPlan, pairsIn } from '../blocking/plan-blocks.ts';
import { type Portion, portionsOf } from '../blocking/portions.ts';
import type { Comparer } from '../levels/compare.ts';
import { addFrom, openVectorCounts, type VectorCounts } from '../model/vectors.ts';
import { grown32 } from '../text/dictionary.ts';
import type { Turn } from '../turns.ts';
import type { Helpers, Round } from './helpers.ts';
import { type Share, sharesOf } from './shares.ts';

/** What the pairs are like. */
export interface Compared {
  vectors: VectorCounts;
  /** By pair, in the order in which they are made each time, the number of its vector: four bytes of each pair are kept, and nothing else. */
  vectorOf: Int32Array;
}

interface Joined extends Compared {
  vectorOf: Int32Array<ArrayBuffer>;
  size: number;
  /** Portions that are in. */
  portions: number;
  done: number;
}

/** The first time that the pairs are made: which levels they have, from which is learned. The same whoever has compared which portion. */
export function* countLevels(comparer: Comparer, plan: BlockPlan, helpers: Helpers): Generator<Turn, Compared> {
  const { taken } = plan;
  const portions = portionsOf(taken);
  const of = pairsIn(plan);
  const joined = { vectors: openVectorCounts(comparer.table.fields.length), vectorOf: new Int32Array(4096) };
  const all: Joined = { ...joined, size: 0, portions: 0, done: 0 };
  const comparing = { comparer, taken };
  const round = helpers.begin(comparing, portions);
  const own = new Map<number, Share>();
  let at = 0;
  function* takenHere(): Generator<Portion> {
    for (at = round.next(); at < portions.length; at = round.next()) yield portions[at] as Portion;
  }
  for (const share of sharesOf(comparing, takenHere())) {
    if (share !== null) own.set(at, share);
    joinNext(all, { portions, own, round });
    yield { done: all.done, of };
  }
  for (;;) {
    joinNext(all, { portions, own, round });
    if (all.portions === portions.length) return { vectors: all.vectors, vectorOf: all.vectorOf };
    yield { done: all.done, of, until: round.more() };
  }
}

interface Found {
  portions: readonly Portion[];
  own: Map<number, Share>;
  round: Round;
}

/** In the order of the portions, so that vectors have the numbers that they would have if one had compared all. */
function joinNext(all: Joined, { portions, own, round }: Found): void {
  while (all.portions < portions.length) {
    const share = own.get(all.portions) ?? round.found(all.portions);
    if (share === undefined) return;
    own.delete(all.portions);
    join(all, share);
    all.done += (portions[all.portions] as Portion).pairs;
    all.portions++;
  }
}

function join(all: Joined, { vectors, vectorOf }: Share): void {
  const numbers = new Int32Array(vectors.size);
  for (let at = 0; at < vectors.size; at++) numbers[at] = addFrom(all.vectors, vectors, at);
  const size = all.size + vectorOf.length;
  if (size > all.vectorOf.length) all.vectorOf = grown32(all.vectorOf, size);
  for (let at = 0; at < vectorOf.length; at++) all.vectorOf[all.size + at] = numbers[vectorOf[at] as number] as number;
  all.size = size;
}
