import { combine, countKeys } from '../blocking/keys.ts';
import { type Comparer, compare, LEVELS } from '../levels/compare.ts';
import type { Field, FieldCounts, Table } from '../records/table.ts';
import type { Turn } from '../turns.ts';
import { openChance } from './chance.ts';

/** By field, how often each level is seen between two records at random; `different` first. */
export type Shares = number[][];

const SEED = 20_031;
const RANDOM_PAIRS = 100_000;
const TURN = 2 ** 13;

/** How often strangers agree. Exact for `equal`, from pairs at random for the rest. */
export function* strangers(comparer: Comparer, counts: readonly FieldCounts[]): Generator<Turn, Shares> {
  const { fields, sources } = comparer.table;
  const levels = new Uint8Array(fields.length);
  const seen = fields.map(({ kind }) => new Float64Array(LEVELS[kind] + 1));
  yield* eachRandomPair(comparer.table, (a, b) => {
    compare(comparer, a, b, levels, 0);
    for (const [at, level] of levels.entries())
      (seen[at] as Float64Array)[level] = ((seen[at] as Float64Array)[level] as number) + 1;
  });
  return fields.map((field, at) => {
    const agreeing =
      sources === undefined
        ? allPairs(counts[at] as FieldCounts)
        : pairsBetween(field, counts[at] as FieldCounts, sources);
    return shares(seen[at] as Float64Array, LEVELS[field.kind], agreeing);
  });
}

/** All pairs where they are few; of several sources those between them. */
export function* eachRandomPair(
  { size, sources }: Pick<Table, 'size' | 'sources'>,
  take: (a: number, b: number) => void,
): Generator<Turn, void> {
  const onPair = (a: number, b: number): void => {
    if (sources === undefined || sources[a] !== sources[b]) take(a, b);
  };
  if ((size * (size - 1)) / 2 <= RANDOM_PAIRS) {
    for (let a = 0; a < size; a++) for (let b = a + 1; b < size; b++) onPair(a, b);
    return;
  }
  const next = openChance(SEED);
  for (let count = 0; count < RANDOM_PAIRS; count++) {
    if (count % TURN === 0) yield { done: count, of: RANDOM_PAIRS };
    const a = Math.floor(next() * size);
    const b = Math.floor(next() * (size - 1));
    onPair(a, b < a ? b : b + 1);
  }
}

/** Pairs of records that have the same value, and all that have one; both count each pair twice. */
interface Agreeing {
  together: number;
  pairs: number;
}

function allPairs({ byText, filled }: FieldCounts): Agreeing {
  return { together: twos(byText), pairs: filled * (filled - 1) };
}

function pairsBetween({ values, width }: Field, counts: FieldCounts, sources: Int32Array): Agreeing {
  const all = allPairs(counts);
  const of = values.map((_, at) => sources[Math.floor(at / width)] as number);
  const first = sources.map((source, record) => ((values[record * width] as number) < 0 ? -1 : source));
  return { together: all.together - twos(countKeys(combine(values, of))), pairs: all.pairs - twos(countKeys(first)) };
}

function twos(counts: Uint32Array): number {
  let sum = 0;
  for (const count of counts) sum += count * (count - 1);
  return sum;
}

function shares(seen: Float64Array, top: number, agreeing: Agreeing): number[] {
  const pairs = Math.max(agreeing.pairs, 2);
  const equal = Math.min(0.99, Math.max(agreeing.together / pairs, 0.4 / pairs));
  const rest = Array.from({ length: top - 1 }, (_, at) => (seen[at + 1] as number) + 1 / (top - 1));
  const sum = rest.reduce((total, count) => total + count, 0);
  return [...rest.map((count) => ((1 - equal) * count) / sum), equal];
}
