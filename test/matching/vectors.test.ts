import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countVector, levelsOf, openVectorCounts } from '../../matching/model/vectors.ts';

test('Pairs are counted by their levels and the rules that find them, also of sixteen fields, and the levels come back', () => {
  const vector = fc.record({
    levels: fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 16, maxLength: 16 }),
    rules: fc.integer({ min: 0, max: 3 }),
    more: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(vector, { maxLength: 60 }), fc.constantFrom(1, 5, 8, 9, 16), (some, width) => {
      const vectors = openVectorCounts(width);
      const expected = new Map<string, number>();
      for (let times = 0; times < 2; times++) {
        for (const { levels, rules, more } of some) {
          const own = levels.slice(0, width);
          countVector(vectors, Uint8Array.from(own), rules, more);
          const key = `${own} ${rules} ${more}`;
          expected.set(key, (expected.get(key) ?? 0) + 1);
        }
      }
      const levels = new Uint8Array(width);
      const found = Array.from({ length: vectors.size }, (_, at) => {
        levelsOf(vectors, at, levels);
        return [`${levels} ${vectors.rules[at]} ${vectors.moreRules[at]}`, vectors.counts[at]] as const;
      });
      expect(new Map(found)).toEqual(expected);
      expect(found.length).toBe(expected.size);
    }),
  );
});

test('As many different ones as come find room', () => {
  const vectors = openVectorCounts(8);
  for (let at = 0; at < 20_000; at++) {
    countVector(vectors, Uint8Array.from([...at.toString(9).padStart(8, '0')].map(Number)), 1, 0);
  }
  expect(vectors.size).toBe(20_000);
  expect(vectors.counts.subarray(0, 20_000).every((count) => count === 1)).toBe(true);
});
