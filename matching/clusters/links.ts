import { openWeighedPairs, type WeighedPairs } from '../model/weighed-pairs.ts';
import { openPairWeights, putPair } from '../records/pair-weights.ts';
import { isPutOff, isWalled, type Table } from '../records/table.ts';
import { sortInTurns } from '../sort-in-turns.ts';
import type { Turn } from '../turns.ts';
import type { Links } from './cohesion.ts';

/** Uses the pairs up: there may be tens of millions. Pairs from the threshold on, sorted by weight, the heaviest first, then by the records; without those that are forbidden or put off. */
export function* linksOf(given: { table: Table; pairs: WeighedPairs; threshold: number }): Generator<Turn, Links> {
  const { table, pairs, threshold } = given;
  let count = 0;
  for (let pair = 0; pair < pairs.size; pair++) if ((pairs.weights[pair] as number) >= threshold) count++;
  const known = openPairWeights(count);
  for (let pair = 0; pair < pairs.size; pair++) {
    const weight = pairs.weights[pair] as number;
    const a = pairs.a[pair] as number;
    const b = pairs.b[pair] as number;
    if (weight >= threshold && !isWalled(table, a, b) && !isPutOff(table, a, b)) putPair(known, a, b, weight);
  }
  Object.assign(pairs, openWeighedPairs());
  const { a, b, weights } = known;
  const numbers = new Uint32Array(known.size);
  for (let at = 0; at < known.size; at++) numbers[at] = at;
  const order = yield* sortInTurns(
    numbers,
    (one, other) =>
      (weights[other] as number) - (weights[one] as number) ||
      (a[one] as number) - (a[other] as number) ||
      (b[one] as number) - (b[other] as number),
  );
  return { threshold, order, known, candidates: known.size };
}

/** How many links have at least this weight. */
export function linksFrom({ order, known }: Links, line: number): number {
  let count = 0;
  while (count < order.length && (known.weights[order[count] as number] as number) >= line) count++;
  return count;
}
