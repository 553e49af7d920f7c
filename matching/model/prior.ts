import { countKeys } from '../blocking/keys.ts';
import type { Table } from '../records/table.ts';
import { BIT } from './level-bits.ts';

/** How many pairs have a weight of so many sixteenths of a bit, from `LOWEST` on. */
export interface Histogram {
  counts: Float64Array;
}

const LOWEST = -256 * 16;
const STEP = BIT / 16;
const ROUNDS = 30;

export function openHistogram(): Histogram {
  return { counts: new Float64Array(512 * 16) };
}

export function addWeight({ counts }: Histogram, weight: number): void {
  const at = Math.min(counts.length - 1, Math.max(0, Math.floor(weight / STEP) - LOWEST));
  counts[at] = (counts[at] as number) + 1;
}

/** By whole bits, lowest first: what a person looks at. */
export function wholeBits({ counts }: Histogram): { bits: number; pairs: number }[] {
  const found = new Map<number, number>();
  for (const [at, pairs] of counts.entries()) {
    const bits = Math.floor((at + LOWEST) / 16);
    if (pairs > 0) found.set(bits, (found.get(bits) ?? 0) + pairs);
  }
  return [...found].map(([bits, pairs]) => ({ bits, pairs }));
}

/** Which share of all pairs is one person's, as the weights of the candidates say. */
export function priorOf({ counts }: Histogram, { records, pairs: all }: { records: number; pairs: number }): number {
  if (all < 1) return 0.5;
  let prior = Math.min(0.5, (0.3 * records) / all);
  for (let round = 0; round < ROUNDS; round++) {
    const odds = Math.log2(prior / (1 - prior));
    let sum = 0;
    for (let at = 0; at < counts.length; at++) {
      const pairs = counts[at] as number;
      if (pairs > 0) sum += pairs / (1 + 2 ** -((at + LOWEST) / 16 + odds));
    }
    prior = Math.min(0.5, Math.max(1, sum) / all);
  }
  return prior;
}

/** The weight at which a pair is as likely one person's as not. */
export function thresholdOf(prior: number): number {
  return Math.round(BIT * Math.log2((1 - prior) / prior));
}

/** How many pairs there are of these records; of several sources, between them. */
export function pairsAmong({ size, sources }: Pick<Table, 'size' | 'sources'>): number {
  const within = sources === undefined ? [] : [...countKeys(sources)];
  return within.reduce((left, count) => left - (count * (count - 1)) / 2, (size * (size - 1)) / 2);
}
