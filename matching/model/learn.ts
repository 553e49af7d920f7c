import { isFoundBy, type Pairs } from '../blocking/pairs.ts';
import { LEVELS } from '../levels/compare.ts';
import type { Field } from '../records/table.ts';
import { type HomeFields, homeFields, isOfOneHome } from './household.ts';
import { USUAL } from './start.ts';
import type { Shares } from './strangers.ts';

/** What the file says of how one person's records agree. */
export interface Learned {
  /** By field, how often each level is seen between records of one person; `different` first. */
  shares: Shares;
  runs: TrainingRun[];
}

/** One rule's pairs, from which the fields that it does not look at were learned. */
export interface TrainingRun {
  rule: string;
  pairs: number;
  /** Share of the pairs that are one person's; null where nothing could be learned. */
  matching: number | null;
  isTaken: boolean;
}

interface Training {
  fields: readonly Field[];
  pairs: Pairs;
  /** `fields.length` levels of each pair. */
  levels: Uint8Array;
  rules: readonly { name: string; fields: number[] }[];
  strangers: Shares;
  /** As `birthdaysShared`. */
  birthdays: number | null;
}

const FEWEST_PAIRS = 30;
const MOST_PAIRS = 100_000;
const ROUNDS = 20;
const USUAL_IN_RUN = 10;
const USUAL_AT_END = 200;

/** Expectation and maximisation over the pairs of each rule, by the fields that the rule leaves free. */
export function learn({ fields, pairs, levels, rules, strangers, birthdays }: Training): Learned {
  const sums = fields.map(({ kind }) => USUAL[kind].map((share) => USUAL_AT_END * share));
  const runs: TrainingRun[] = [];
  const found = pairsByRule(pairs, rules.length);
  const home = homeFields(fields, birthdays);
  for (const [at, rule] of rules.entries()) {
    const free = fields.flatMap((_, field) => (rule.fields.includes(field) ? [] : [field]));
    if (free.length < 2 || (found[at] as number) < FEWEST_PAIRS) continue;
    const vectors = vectorsOf({ pairs, levels, fields, home, free, rule: at, count: found[at] as number });
    if (vectors.total < FEWEST_PAIRS) continue;
    const { matching, counts, isWrong } = run({ vectors, fields, free, strangers });
    runs.push({ rule: rule.name, pairs: found[at] as number, matching, isTaken: !isWrong });
    if (isWrong) continue;
    const matches = matching * (found[at] as number);
    const weight =
      Math.min(1, 3000 / Math.max(matches, 1)) * Math.min(1, 2 * matching) * ((found[at] as number) / vectors.total);
    for (const [index, field] of free.entries()) {
      for (const [level, count] of (counts[index] as number[]).entries()) {
        (sums[field] as number[])[level] = ((sums[field] as number[])[level] as number) + weight * count;
      }
    }
  }
  return { shares: sums.map(normalised), runs };
}

/** How often each vector of levels stands among a rule's pairs, in the order of their codes. */
export interface Vectors {
  levels: number[][];
  counts: number[];
  total: number;
}

interface VectorsOf {
  pairs: Pairs;
  levels: Uint8Array;
  fields: readonly Field[];
  home: HomeFields;
  free: number[];
  rule: number;
  count: number;
}

function vectorsOf({ pairs, levels, fields, home, free, rule, count }: VectorsOf): Vectors {
  const width = fields.length;
  const every = Math.max(1, Math.floor(count / MOST_PAIRS));
  const seen = new Map<number, number>();
  let total = 0;
  for (let pair = 0; pair < pairs.size; pair++) {
    if (
      !isFoundBy(pairs, pair, rule) ||
      (every > 1 && !isSampled(pairs.a[pair] as number, pairs.b[pair] as number, every))
    )
      continue;
    // Two of one home agree in much: to learn from them would make strangers' signs one person's.
    if (isOfOneHome(home, levels, pair * width)) continue;
    let code = 0;
    for (const field of free) code = 9 * code + (levels[pair * width + field] as number);
    seen.set(code, (seen.get(code) ?? 0) + 1);
    total++;
  }
  const codes = [...seen.keys()].sort((a, b) => a - b);
  return {
    levels: codes.map((code) => digits(code, free.length)),
    counts: codes.map((code) => seen.get(code) ?? 0),
    total,
  };
}

/** By the records, not by the place in the list: the same pairs however the file's rows stand. */
function isSampled(a: number, b: number, every: number): boolean {
  const mixed = Math.imul(a ^ Math.imul(b, 0x85ebca77), 0x9e3779b1);
  return (Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) >>> 8) % every === 0;
}

function digits(code: number, length: number): number[] {
  const found = new Array<number>(length);
  let rest = code;
  for (let at = length - 1; at >= 0; at--) {
    found[at] = rest % 9;
    rest = Math.floor(rest / 9);
  }
  return found;
}

interface Run {
  vectors: Vectors;
  fields: readonly Field[];
  free: number[];
  strangers: Shares;
}

/** Exported for the test that recovers what vectors were made from. `isWrong`: it has found something else than people. */
export function run({ vectors, fields, free, strangers }: Run): {
  matching: number;
  counts: number[][];
  isWrong: boolean;
} {
  const usual = free.map((field) => USUAL[(fields[field] as Field).kind]);
  const u = free.map((field) => strangers[field] as number[]);
  let m = usual.map((shares) => [...shares]);
  let matching = 0.3;
  let counts: number[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    counts = free.map((field) => new Array<number>(LEVELS[(fields[field] as Field).kind]).fill(0));
    let expected = 0;
    for (const [at, vector] of vectors.levels.entries()) {
      let odds = matching / (1 - matching);
      for (const [index, level] of vector.entries()) {
        if (level > 0)
          odds *= ((m[index] as number[])[level - 1] as number) / ((u[index] as number[])[level - 1] as number);
      }
      const share = (vectors.counts[at] as number) * (odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds));
      expected += share;
      for (const [index, level] of vector.entries()) {
        if (level > 0)
          (counts[index] as number[])[level - 1] = ((counts[index] as number[])[level - 1] as number) + share;
      }
    }
    matching = Math.min(0.999999, Math.max(1e-9, expected / vectors.total));
    m = counts.map((levels, index) =>
      normalised(levels.map((count, level) => count + USUAL_IN_RUN * ((usual[index] as number[])[level] as number))),
    );
  }
  return {
    matching,
    counts,
    isWrong:
      matching < 0.02 ||
      isOfStrangers(
        m,
        free.map((field) => fields[field] as Field),
      ),
  };
}

/** At least half of what identifies a person mostly differs: what agrees is a town, not a person. */
function isOfStrangers(m: number[][], free: Field[]): boolean {
  const telling = m.filter((_, index) => !['city', 'postcode', 'other'].includes((free[index] as Field).kind));
  const differing = telling.filter(([different = 0]) => different > 0.5);
  return telling.length > 0 && 2 * differing.length >= telling.length;
}

function pairsByRule(pairs: Pairs, rules: number): number[] {
  const found = new Array<number>(rules).fill(0);
  for (let pair = 0; pair < pairs.size; pair++) {
    for (let at = 0; at < rules; at++) if (isFoundBy(pairs, pair, at)) found[at] = (found[at] as number) + 1;
  }
  return found;
}

function normalised(values: number[]): number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / sum);
}
