import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascending } from '../../contacts/sets/ascending.ts';
import { idDigits } from '../../contacts/sets/id-digits.ts';
import { groupBySources } from '../../contacts/sets/id-groups.ts';
import { finish } from '../../contacts/sets/pausing.ts';
import { countOf, countUnique, difference, intersection, union } from '../../contacts/sets/set-operations.ts';
import { addBigInts, addNumbers, openSourceSets, type SourceSets } from '../../contacts/sets/source-sets.ts';

const EXTREMES = [
  -(2n ** 63n),
  2n ** 63n - 1n,
  -(2n ** 53n),
  2n ** 53n,
  2n ** 53n + 1n,
  2n ** 32n,
  -(2n ** 32n),
  -1n,
  0n,
];

/** Ids from everywhere, with so many small and extreme ones that sources share them. */
const id = fc.oneof(
  { weight: 5, arbitrary: fc.bigInt({ min: -20n, max: 60n }) },
  { weight: 2, arbitrary: fc.constantFrom(...EXTREMES) },
  { weight: 2, arbitrary: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) },
);
const sources = fc.array(fc.array(id, { maxLength: 200 }), { minLength: 1, maxLength: 31 });
/** None, some in the window that the first ids open, or all of those that are small. */
const options = fc.record({ expected: fc.constantFrom(0, 10, 30, 5000) });
/** Many at once, as a copy brings them, or one by one. */
const together = fc.boolean();

test('Whatever the ids: the same as with sets of the language', () => {
  fc.assert(
    fc.property(sources, options, together, fc.infiniteStream(fc.boolean()), (lists, hints, atOnce, coins) => {
      const sets = openSourceSets({ sources: lists.length, ...hints });
      for (const [source, ids] of lists.entries()) {
        if (atOnce) addBigInts(sets, source, BigInt64Array.from(ids));
        else addMixed(sets, source, ids);
      }
      const grouped = finish(groupBySources(sets));
      const plain = lists.map((ids) => new Set(ids));
      const chosen = [...plain.keys()].filter(() => coins.next().value);
      const all = (ids: Iterable<bigint>): bigint[] => [...new Set(ids)].sort((a, b) => (a < b ? -1 : 1));

      expect(grouped.records).toBe(lists.flat().length);
      expect(countUnique(grouped)).toBe(new Set(lists.flat()).size);
      expect(lists.map((_, source) => countOf(grouped, source))).toEqual(plain.map(({ size }) => size));
      expect([...finish(ascending(union(grouped, chosen)))]).toEqual(
        all(chosen.flatMap((source) => lists[source] ?? [])),
      );
      expect([...finish(ascending(intersection(grouped, chosen)))]).toEqual(
        all(chosen.length === 0 ? [] : lists.flat().filter((one) => chosen.every((source) => plain[source]?.has(one)))),
      );
      const others = chosen.filter((source) => source !== 0);
      expect([...finish(ascending(difference(grouped, 0, others)))]).toEqual(
        all((lists[0] ?? []).filter((one) => !others.some((source) => plain[source]?.has(one)))),
      );
    }),
    { numRuns: 500 },
  );
});

test('Digits are the ids as JSON has them', () => {
  fc.assert(
    fc.property(fc.array(id), (ids) => {
      expect(Buffer.concat([...idDigits(BigInt64Array.from(ids))]).toString()).toBe(ids.join(','));
    }),
    { numRuns: 500 },
  );
  const powers = Array.from({ length: 19 }, (_, power) => 10n ** BigInt(power));
  const edges = powers.flatMap((power) => [power, power - 1n, -power, 1n - power]);
  const many = BigInt64Array.from({ length: 20_000 }, (_, index) => edges[index % edges.length] ?? 0n);
  expect(Buffer.concat([...idDigits(many)]).toString()).toBe(many.join(','));
});

/** Each run of safe integers as numbers, the others as they are: both ways in, in turns. */
function addMixed(sets: SourceSets, source: number, ids: bigint[]): void {
  for (const one of ids) {
    if (Number.isSafeInteger(Number(one))) addNumbers(sets, source, [Number(one)]);
    else addBigInts(sets, source, BigInt64Array.of(one));
  }
}
