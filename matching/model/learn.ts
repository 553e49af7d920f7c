import { isAmong } from '../blocking/pairs.ts';
import { LEVELS } from '../levels/compare.ts';
import type { Field } from '../records/table.ts';
import { type HomeFields, homeFields, isOfOneHome } from './household.ts';
import { USUAL } from './start.ts';
import type { Shares } from './strangers.ts';
import { levelsOf, type VectorCounts } from './vectors.ts';

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
  vectors: VectorCounts;
  rules: readonly { name: string; fields: number[] }[];
  strangers: Shares;
  /** As `birthdaysShared`. */
  birthdays: number | null;
}

const FEWEST_PAIRS = 30;
const ROUNDS = 20;
/** Of a level's number: no field has more. */
const BASE = 9;
const USUAL_IN_RUN = 10;
const USUAL_AT_END = 200;

/** Expectation and maximisation over the pairs of each rule, by the fields that the rule leaves free. Rule by rule, so that others may run in between. */
export function* learn({
  fields,
  vectors,
  rules,
  strangers,
  birthdays,
}: Training): Generator<{ done: number; of: number }, Learned> {
  const sums = fields.map(({ kind }) => USUAL[kind].map((share) => USUAL_AT_END * share));
  const runs: TrainingRun[] = [];
  const home = homeFields(fields, { birthdays, chance: null });
  for (const [at, rule] of rules.entries()) {
    yield { done: at, of: rules.length };
    const free = fields.flatMap((_, field) => (rule.fields.includes(field) ? [] : [field]));
    if (free.length < 2) continue;
    const { found, ...own } = vectorsOf({ vectors, home, free, rule: at });
    if (own.total < FEWEST_PAIRS) continue;
    const { matching, counts, isWrong } = yield* turnsOf(run({ vectors: own, fields, free, strangers }), {
      done: at,
      of: rules.length,
    });
    runs.push({ rule: rule.name, pairs: found, matching, isTaken: !isWrong });
    if (isWrong) continue;
    const matches = matching * found;
    const weight = Math.min(1, 3000 / Math.max(matches, 1)) * Math.min(1, 2 * matching) * (found / own.total);
    for (const [index, field] of free.entries()) {
      for (const [level, count] of (counts[index] as number[]).entries()) {
        (sums[field] as number[])[level] = ((sums[field] as number[])[level] as number) + weight * count;
      }
    }
  }
  return { shares: sums.map(normalised), runs };
}

function* turnsOf<T>(turns: Generator<void, T>, progress: { done: number; of: number }): Generator<typeof progress, T> {
  for (;;) {
    const turn = turns.next();
    if (turn.done) return turn.value;
    yield progress;
  }
}

/** How often each vector of levels stands among a rule's pairs, in the order of their codes. */
export interface Vectors {
  levels: number[][];
  counts: number[];
  total: number;
}

interface VectorsOf {
  vectors: VectorCounts;
  home: HomeFields;
  free: number[];
  rule: number;
}

/** `found`: with those of one home, who are not among them. */
function vectorsOf({ vectors, home, free, rule }: VectorsOf): Vectors & { found: number } {
  const levels = new Uint8Array(vectors.width);
  const seen = new Map<number, number>();
  let [found, total] = [0, 0];
  for (let at = 0; at < vectors.size; at++) {
    if (!isAmong(vectors.rules[at] as number, vectors.moreRules[at] as number, rule)) continue;
    const pairs = vectors.counts[at] as number;
    found += pairs;
    levelsOf(vectors, at, levels);
    // Two of one home agree in much: to learn from them would make strangers' signs one person's.
    if (isOfOneHome(home, levels, 0)) continue;
    let code = 0;
    for (const field of free) code = BASE * code + (levels[field] as number);
    seen.set(code, (seen.get(code) ?? 0) + pairs);
    total += pairs;
  }
  const codes = [...seen.keys()].sort((a, b) => a - b);
  return {
    levels: codes.map((code) => digits(code, free.length)),
    counts: codes.map((code) => seen.get(code) ?? 0),
    total,
    found,
  };
}

function digits(code: number, length: number): number[] {
  const found = new Array<number>(length);
  let rest = code;
  for (let at = length - 1; at >= 0; at--) {
    found[at] = rest % BASE;
    rest = Math.floor(rest / BASE);
  }
  return found;
}

interface Run {
  vectors: Vectors;
  fields: readonly Field[];
  free: number[];
  strangers: Shares;
}

interface Ran {
  matching: number;
  counts: number[][];
  isWrong: boolean;
}

/** Exported for the test that recovers what vectors were made from. `isWrong`: it has found something else than people. */
export function* run({ vectors, fields, free, strangers }: Run): Generator<void, Ran> {
  const usual = free.map((field) => USUAL[(fields[field] as Field).kind]);
  const u = free.map((field) => strangers[field] as number[]);
  let m = usual.map((shares) => [...shares]);
  let matching = 0.3;
  let counts: number[][] = [];
  const flat = Uint8Array.from(vectors.levels.flat());
  const ratios = new Float64Array(free.length * BASE);
  const expectedAt = new Float64Array(free.length * BASE);
  for (let round = 0; round < ROUNDS; round++) {
    yield;
    for (let index = 0; index < free.length; index++) {
      ratios[index * BASE] = 1;
      const [own, others] = [m[index] as number[], u[index] as number[]];
      for (let level = 0; level < own.length; level++)
        ratios[index * BASE + level + 1] = (own[level] as number) / (others[level] as number);
    }
    expectedAt.fill(0);
    let expected = 0;
    for (let at = 0, from = 0; from < flat.length; at++, from += free.length) {
      let odds = matching / (1 - matching);
      for (let index = 0; index < free.length; index++)
        odds *= ratios[index * BASE + (flat[from + index] as number)] as number;
      const share = (vectors.counts[at] as number) * (odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds));
      expected += share;
      for (let index = 0; index < free.length; index++) {
        const place = index * BASE + (flat[from + index] as number);
        expectedAt[place] = (expectedAt[place] as number) + share;
      }
    }
    counts = free.map((field, index) => {
      const from = index * BASE + 1;
      return [...expectedAt.subarray(from, from + LEVELS[(fields[field] as Field).kind])];
    });
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

function normalised(values: number[]): number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / sum);
}
