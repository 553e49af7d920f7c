import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SAMPLE_SEED, SAMPLES } from '../../samples/sample.ts';

test.each(Object.entries(SAMPLES))('The committed sample of profile %s is what the generator makes', (_, sample) => {
  expect(readFileSync(sample.csv, 'utf8')).toBe(sample.generate({ seed: SAMPLE_SEED }).csv);
});

test.each(Object.entries(SAMPLES))(
  'The same seed makes the same world of profile %s, another seed another',
  (_, sample) => {
    const world = JSON.stringify(sample.generate({ seed: 5 }));
    expect(JSON.stringify(sample.generate({ seed: 5 }))).toBe(world);
    expect(JSON.stringify(sample.generate({ seed: 6 }))).not.toBe(world);
  },
);
