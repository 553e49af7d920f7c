import { expect, test } from 'vitest';
import { ascending } from '../../contacts/sets/ascending.ts';
import { groupBySources } from '../../contacts/sets/id-groups.ts';
import { finish } from '../../contacts/sets/pausing.ts';
import { countOf, countUnique, difference, intersection, union } from '../../contacts/sets/set-operations.ts';
import { addBigInts, addNumbers, MOST_SOURCES, openSourceSets } from '../../contacts/sets/source-sets.ts';

const SALESFORCE = [105, 101, 102, 103, 103];
const HUBSPOT = [106, 103, 102, -4];
const INTERNAL = [107, 103, 9007199254740991];

test('Three sources: union, intersection, differences and counts, ascending', () => {
  const sets = openSourceSets({ sources: 3 });
  for (const [source, ids] of [SALESFORCE, HUBSPOT, INTERNAL].entries()) addNumbers(sets, source, ids);
  const grouped = finish(groupBySources(sets));
  const numbers = (ids: BigInt64Array): number[] => Array.from(finish(ascending(ids)), Number);
  expect(grouped.records).toBe(12);
  expect(countUnique(grouped)).toBe(8);
  expect([0, 1, 2].map((source) => countOf(grouped, source))).toEqual([4, 4, 3]);
  expect(numbers(union(grouped, [0, 1, 2]))).toEqual([-4, 101, 102, 103, 105, 106, 107, 9007199254740991]);
  expect(numbers(intersection(grouped, [0, 1, 2]))).toEqual([103]);
  expect(numbers(intersection(grouped, [1, 0]))).toEqual([102, 103]);
  expect(numbers(difference(grouped, 0, [1, 2]))).toEqual([101, 105]);
  expect(numbers(difference(grouped, 1, [0, 2]))).toEqual([-4, 106]);
  expect(numbers(difference(grouped, 2, []))).toEqual([103, 107, 9007199254740991]);
});

test('Nothing in, nothing out', () => {
  const grouped = finish(groupBySources(openSourceSets({ sources: 2 })));
  expect(countUnique(grouped)).toBe(0);
  for (const ids of [union(grouped, [0, 1]), intersection(grouped, []), difference(grouped, 0, [1])])
    expect(finish(ascending(ids))).toHaveLength(0);
});

test('Neighbours beyond the safe integers stay apart', () => {
  const sets = openSourceSets({ sources: 31 });
  addBigInts(sets, 0, BigInt64Array.of(2n ** 53n, 2n ** 53n + 1n, -(2n ** 63n), 2n ** 63n - 1n));
  addBigInts(sets, 30, BigInt64Array.of(2n ** 53n + 1n, 2n ** 63n - 2n));
  const grouped = finish(groupBySources(sets));
  expect([...intersection(grouped, [0, 30])]).toEqual([2n ** 53n + 1n]);
  expect([...finish(ascending(union(grouped, [0, 30])))]).toEqual([
    -(2n ** 63n),
    2n ** 53n,
    2n ** 53n + 1n,
    2n ** 63n - 2n,
    2n ** 63n - 1n,
  ]);
});

test('More ids than expected, and ids far from the first ones', () => {
  const many = Array.from({ length: 20_000 }, (_, index) => index * 1_000_003 - 5_000_000_000);
  const sets = openSourceSets({ sources: 2, expected: 100 });
  addNumbers(sets, 1, [5]);
  expect(sets.window).not.toBeNull();
  addNumbers(sets, 0, many);
  addNumbers(sets, 1, [5, 5, ...many.slice(10_000)]);
  const grouped = finish(groupBySources(sets));
  expect(countUnique(grouped)).toBe(20_001);
  expect(intersection(grouped, [0, 1])).toHaveLength(10_000);
  expect([...difference(grouped, 1, [0])]).toEqual([5n]);
});

test('What is no id, no source or no number of sources is refused', () => {
  const sets = openSourceSets({ sources: 2, expected: 10 });
  for (const id of [1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
    expect(() => addNumbers(sets, 0, [id])).toThrow(`An id must be a safe integer: got ${id}`);
  for (const source of [-1, 2, 0.5])
    expect(() => addNumbers(sets, source, [1])).toThrow(`Sources are numbered from 0 to 1: got ${source}`);
  for (const sources of [0, MOST_SOURCES + 1, 1.5])
    expect(() => openSourceSets({ sources })).toThrow(`Sources must be from 1 to 31: got ${sources}`);
});
