import { expect, test } from 'vitest';
import { cluster, type Links } from '../../matching/clusters/cohesion.ts';
import { openGroups, rootOf } from '../../matching/clusters/groups.ts';
import { openScorer } from '../../matching/clusters/scorer.ts';
import { openComparer } from '../../matching/levels/compare.ts';
import { weigh } from '../../matching/model/weights.ts';
import { openPairWeights, putPair } from '../../matching/records/pair-weights.ts';
import type { Table } from '../../matching/records/table.ts';
import { atOnce } from '../../matching/turns.ts';

/** Six records without a field: what is not among the links has no weight. */
function clustersOf(
  pairs: readonly (readonly [number, number, number])[],
  share: number,
  more: Partial<Table> = {},
): number[] {
  const table: Table = {
    size: 6,
    fields: [],
    suffixes: new Uint8Array(6),
    couples: new Uint8Array(6),
    walls: [],
    ...more,
  };
  const weights = weigh({
    table,
    counts: [],
    matches: [],
    strangers: [],
    lifts: [],
    homes: { birthdays: null, chance: null },
  });
  const known = openPairWeights(pairs.length);
  for (const [a, b, weight] of pairs) putPair(known, a, b, weight);
  const order = Uint32Array.from(pairs, (_, at) => at).sort((a, b) => (pairs[b]?.[2] ?? 0) - (pairs[a]?.[2] ?? 0));
  const links: Links = { threshold: 10, order, known, candidates: pairs.length };
  const scorer = openScorer(openComparer(table, []), weights);
  const { groups } = atOnce(cluster({ links, scorer, share, from: openGroups(6) }));
  return Array.from({ length: 6 }, (_, record) => rootOf(groups, record));
}

const TWO_TRIANGLES = [
  [0, 1, 90],
  [1, 2, 89],
  [0, 2, 88],
  [3, 4, 87],
  [4, 5, 86],
  [3, 5, 85],
  [2, 3, 20],
] as const;

test('One link between two clusters joins them only where that is enough of all pairs between them', () => {
  expect(clustersOf(TWO_TRIANGLES, 0.4)).toEqual([0, 0, 0, 3, 3, 3]);
  expect(clustersOf(TWO_TRIANGLES, 0.1)).toEqual([0, 0, 0, 0, 0, 0]);
  const four = [...TWO_TRIANGLES, [1, 4, 19] as const, [0, 5, 18] as const, [2, 4, 17] as const];
  expect(clustersOf(four, 0.4)).toEqual([0, 0, 0, 0, 0, 0]);
});

test('What keeps two apart keeps their clusters apart', () => {
  const apart = openPairWeights(1);
  putPair(apart, 0, 5, 1);
  expect(clustersOf(TWO_TRIANGLES, 0.1, { apart })).toEqual([0, 0, 0, 3, 3, 3]);
  expect(clustersOf(TWO_TRIANGLES, 0.1, { sources: Int32Array.of(0, 1, 2, 3, 4, 0) })).toEqual([0, 0, 0, 3, 3, 3]);
});
