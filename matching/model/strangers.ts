import { type Comparer, compare, LEVELS } from '../levels/compare.ts';
import type { FieldCounts } from '../records/table.ts';
import { openChance } from './chance.ts';

/** By field, how often each level is seen between two records at random; `different` first. */
export type Shares = number[][];

const SEED = 20_031;
const RANDOM_PAIRS = 100_000;

/** How often strangers agree. Exact for `equal`, from pairs at random for the rest. */
export function strangers(comparer: Comparer, counts: readonly FieldCounts[]): Shares {
  const { size, fields } = comparer.table;
  const levels = new Uint8Array(fields.length);
  const seen = fields.map(({ kind }) => new Float64Array(LEVELS[kind] + 1));
  eachRandomPair(size, (a, b) => {
    compare(comparer, a, b, levels, 0);
    for (const [at, level] of levels.entries())
      (seen[at] as Float64Array)[level] = ((seen[at] as Float64Array)[level] as number) + 1;
  });
  return fields.map(({ kind }, at) => shares(seen[at] as Float64Array, LEVELS[kind], counts[at] as FieldCounts));
}

/** All pairs where they are few. */
export function eachRandomPair(size: number, onPair: (a: number, b: number) => void): void {
  if ((size * (size - 1)) / 2 <= RANDOM_PAIRS) {
    for (let a = 0; a < size; a++) for (let b = a + 1; b < size; b++) onPair(a, b);
    return;
  }
  const next = openChance(SEED);
  for (let count = 0; count < RANDOM_PAIRS; count++) {
    const a = Math.floor(next() * size);
    const b = Math.floor(next() * (size - 1));
    onPair(a, b < a ? b : b + 1);
  }
}

function shares(seen: Float64Array, top: number, { byText, filled }: FieldCounts): number[] {
  let together = 0;
  for (const count of byText) together += count * (count - 1);
  const pairs = Math.max(filled * (filled - 1), 2);
  const equal = Math.min(0.99, Math.max(together / pairs, 0.4 / pairs));
  const rest = Array.from({ length: top - 1 }, (_, at) => (seen[at + 1] as number) + 1 / (top - 1));
  const sum = rest.reduce((total, count) => total + count, 0);
  return [...rest.map((count) => ((1 - equal) * count) / sum), equal];
}
