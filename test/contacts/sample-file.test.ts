import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generateWorld } from '../../samples/generate-world.ts';
import { SAMPLE_CSV, SAMPLE_SEED } from '../../samples/sample.ts';

test('The committed sample is what the generator makes', () => {
  expect(readFileSync(SAMPLE_CSV, 'utf8')).toBe(generateWorld({ seed: SAMPLE_SEED }).csv);
});

test('The same seed makes the same world, another seed another', () => {
  const world = JSON.stringify(generateWorld({ seed: 5 }));
  expect(JSON.stringify(generateWorld({ seed: 5 }))).toBe(world);
  expect(JSON.stringify(generateWorld({ seed: 6 }))).not.toBe(world);
});
