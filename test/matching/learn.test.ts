import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openChance } from '../../matching/model/chance.ts';
import { run } from '../../matching/model/learn.ts';
import { BIT, bitsOf } from '../../matching/model/level-bits.ts';
import { addWeight, openHistogram, priorOf, thresholdOf } from '../../matching/model/prior.ts';
import type { Field, FieldKind } from '../../matching/records/table.ts';
import { openArena, openDictionary } from '../../matching/text/dictionary.ts';
import { atOnce } from '../../matching/turns.ts';

const field = (kind: FieldKind): Field => ({
  kind,
  name: kind,
  headers: [kind],
  dictionary: openDictionary(openArena()),
  width: 1,
  values: new Int32Array(0),
});

test('Learning finds again what simulated pairs were made from', () => {
  const fields = [field('city'), field('postcode'), field('identifier')];
  const m = [
    [0.1, 0.05, 0.15, 0.7],
    [0.1, 0.05, 0.1, 0.15, 0.6],
    [0.05, 0.02, 0.13, 0.8],
  ];
  const u = [
    [0.9, 0.04, 0.02, 0.04],
    [0.85, 0.05, 0.05, 0.02, 0.03],
    [0.97, 0.01, 0.01, 0.01],
  ];
  const next = openChance(3);
  const draw = (shares: number[]): number => {
    let rest = next();
    for (const [at, share] of shares.entries()) {
      rest -= share;
      if (rest < 0) return at + 1;
    }
    return shares.length;
  };
  const seen = new Map<string, number>();
  for (let pair = 0; pair < 40_000; pair++) {
    const from = next() < 0.25 ? m : u;
    const vector = from.map(draw).join();
    seen.set(vector, (seen.get(vector) ?? 0) + 1);
  }
  const vectors = {
    levels: [...seen.keys()].map((vector) => vector.split(',').map(Number)),
    counts: [...seen.values()],
    total: 40_000,
  };
  const { matching, counts, isWrong } = atOnce(run({ vectors, fields, free: [0, 1, 2], strangers: u }));
  expect(isWrong).toBe(false);
  expect(matching).toBeCloseTo(0.25, 1);
  for (const [at, levels] of counts.entries()) {
    const sum = levels.reduce((total, count) => total + count, 0);
    for (const [level, count] of levels.entries())
      expect(Math.abs(count / sum - (m[at]?.[level] ?? 0))).toBeLessThan(0.03);
  }
});

test('A higher level never gives fewer bits', () => {
  const shares = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(shares, shares, (m, u) => {
      const bits = [...bitsOf(m, u)].slice(1, -1);
      expect(bits).toEqual(bits.toSorted((a, b) => a - b));
    }),
  );
});

test('The prior is the share of pairs that the weights show', () => {
  const histogram = openHistogram();
  for (let pair = 0; pair < 500; pair++) addWeight(histogram, 40 * BIT);
  for (let pair = 0; pair < 9000; pair++) addWeight(histogram, -20 * BIT);
  const prior = priorOf(histogram, { records: 2000, pairs: 1000 * 1999 });
  expect(prior).toBeCloseTo(500 / (1000 * 1999), 6);
  expect(thresholdOf(prior) / BIT).toBeCloseTo(Math.log2((1 - prior) / prior), 2);
});
