import { type Pairs, pairsOf } from './blocking/pairs.ts';
import { type BlockPlan, planBlocks } from './blocking/plan-blocks.ts';
import { type AutoBand, autoBand } from './clusters/auto-band.ts';
import { cluster, cohesionFor, density, type Links } from './clusters/cohesion.ts';
import { type ComparedPair, comparePair } from './clusters/compare-pair.ts';
import { type Groups, rootOf } from './clusters/groups.ts';
import { openPairWeights, putPair } from './clusters/pair-weights.ts';
import { restGroups } from './clusters/rest.ts';
import { openScorer, type Scorer } from './clusters/scorer.ts';
import { type Comparer, compare, LEVELS, openComparer } from './levels/compare.ts';
import { learn, type TrainingRun } from './model/learn.ts';
import { lifted } from './model/lifts.ts';
import { addWeight, openHistogram, priorOf, thresholdOf, wholeBits } from './model/prior.ts';
import { type Shares, strangers } from './model/strangers.ts';
import { BIT, weigh, weightOf } from './model/weights.ts';
import { collapse } from './records/collapse.ts';
import { compared } from './records/compared.ts';
import { dropGeneric, type GenericValue } from './records/generic.ts';
import { type Field, type FieldKind, isWalled, type Table } from './records/table.ts';

export interface MatchOptions {
  /** Whether an address is a role's: several people read it. */
  isRole: (address: string) => boolean;
  /** Bits above the threshold from which a pair may be in the auto band (default: 10). */
  autoBits?: number;
  onStage?: (stage: Stage) => void;
}

export type Stage = 'prepare' | 'block' | 'compare' | 'learn' | 'weigh' | 'cluster' | 'band';

/** Who is the same person. All arrays are by record as given. */
export interface Match {
  /** The lowest record of its cluster: alone where it is the record itself. */
  clusters: Int32Array;
  /** The lowest record of its group in the auto band; -1: in none. */
  auto: Int32Array;
  /** Without those of the auto band: the lowest record of its cluster; -1: in none, or in the band. */
  review: Int32Array;
  /** How likely the closest other record of its cluster is the same person; 0 where it is alone. */
  probabilities: Float64Array;
  model: Model;
  /** Compares any two records, also one with itself. */
  compare: (a: number, b: number) => ComparedPair;
}

/** What was found out about the file, for the answer. */
export interface Model {
  fields: { kind: FieldKind; name: string; matches: number[]; strangers: number[]; bits: number[] }[];
  prior: number;
  /** Weights of pairs, in bits: from these on, a pair is in review, and may be in the auto band. */
  lines: { review: number; auto: number };
  histogram: { bits: number; pairs: number }[];
  pairs: number;
  links: number;
  autoLinks: number;
  runs: TrainingRun[];
  generic: GenericValue[];
  blocks: { taken: { rule: string; pairs: number }[]; leftOut: string[]; skipped: BlockPlan['skipped'] };
  cohesion: { share: number; density: number; tooLarge: number };
  /** Null: open. */
  autoClosed: 'ambiguous' | null;
  /** Records that could not reach the threshold with an equal of themselves. */
  unlinkable: Uint8Array;
  askedPairs: number;
}

const AUTO_BITS = 10;
/** Less clear-cut clusters are all for a person. */
const CLEAR = 0.7;

/** The same table gives the same answer; the table's generic values are dropped from it. */
export function match(given: Table, { isRole, autoBits = AUTO_BITS, onStage = () => {} }: MatchOptions): Match {
  onStage('prepare');
  const { table: whole, recordOf, times } = collapse(given);
  const generic = dropGeneric(whole, isRole);
  const { table, counts, counters } = compared(whole);
  const comparer = openComparer(table, counts, counters);
  onStage('block');
  const plan = planBlocks(table);
  const pairs = pairsOf(plan.taken, table.size);
  onStage('compare');
  const width = table.fields.length;
  const levels = levelsOfPairs(comparer, pairs);
  const seldom = strangers(comparer, counts);
  onStage('learn');
  const rules = plan.taken.map(({ rule }) => ({ name: rule.name, fields: rule.fields }));
  const learned = learn({ fields: table.fields, pairs, levels, rules, strangers: seldom });
  onStage('weigh');
  const weights = weigh({ table, counts, matches: learned.shares, strangers: seldom, lifts: lifted(table) });
  const histogram = openHistogram();
  const found = new Int32Array(pairs.size);
  for (let pair = 0; pair < pairs.size; pair++) {
    const [a, b] = [pairs.a[pair] as number, pairs.b[pair] as number];
    found[pair] = weightOf(weights, a, b, levels, pair * width);
    addWeight(histogram, found[pair] as number);
  }
  const prior = priorOf(histogram, table.size);
  const threshold = thresholdOf(prior);
  onStage('cluster');
  const scorer = openScorer(comparer, weights);
  const links = linksOf({ table, pairs, found, threshold });
  const loose = cluster(links, scorer, 0.2);
  const dense = density(links, loose.groups);
  const share = cohesionFor(dense);
  const { groups, tooLarge } = cluster(links, scorer, share);
  onStage('band');
  const above = autoBits * BIT;
  const isClosed = dense.share < CLEAR;
  const band = isClosed ? null : autoBand({ links, scorer, clusters: groups, times, above });
  const clusters = lowestRecords(recordOf, (record) => rootOf(groups, record));
  const isAuto = (record: number): boolean => band !== null && isInBand(band, times, record);
  const rest = restGroups({ links, clusters: groups, isAuto });
  const lines = { review: threshold, auto: threshold + above };
  return {
    clusters,
    auto: autoGroups(recordOf, isAuto, band),
    review: reviewGroups(recordOf, isAuto, rest),
    probabilities: probabilitiesOf({ links, scorer, recordOf, times, rootOf: (record) => rootOf(groups, record) }),
    model: {
      fields: table.fields.map((field, at) => fieldModel(field, at, learned.shares, seldom, weights.bits)),
      prior,
      lines: { review: threshold / BIT, auto: (threshold + above) / BIT },
      histogram: wholeBits(histogram),
      pairs: pairs.size,
      links: links.order.length,
      autoLinks: countAbove(links, threshold + above),
      runs: learned.runs,
      generic,
      blocks: {
        taken: plan.taken.map(({ rule, pairs: size }) => ({ rule: rule.name, pairs: size })),
        leftOut: plan.leftOut,
        skipped: plan.skipped,
      },
      cohesion: { share, density: dense.share, tooLarge },
      autoClosed: isClosed ? 'ambiguous' : null,
      unlinkable: unlinkable(scorer, recordOf, threshold),
      askedPairs: scorer.asked,
    },
    compare: (a, b) => comparePair(scorer, { a: recordOf[a] as number, b: recordOf[b] as number, lines }),
  };
}

function levelsOfPairs(comparer: Comparer, pairs: Pairs): Uint8Array {
  const width = comparer.table.fields.length;
  const levels = new Uint8Array(pairs.size * width);
  for (let pair = 0; pair < pairs.size; pair++) {
    compare(comparer, pairs.a[pair] as number, pairs.b[pair] as number, levels, pair * width);
  }
  return levels;
}

/** Sorted by weight, the heaviest first, then by the records. */
function linksOf(given: { table: Table; pairs: Pairs; found: Int32Array; threshold: number }): Links {
  const { table, pairs, found, threshold } = given;
  let count = 0;
  for (const weight of found) if (weight >= threshold) count++;
  const known = openPairWeights(count);
  for (let pair = 0; pair < pairs.size; pair++) {
    const weight = found[pair] as number;
    const [a, b] = [pairs.a[pair] as number, pairs.b[pair] as number];
    if (weight >= threshold && !isWalled(table, a, b)) putPair(known, a, b, weight);
  }
  const { a, b, weights } = known;
  const order = Uint32Array.from({ length: known.size }, (_, at) => at).sort(
    (one, other) =>
      (weights[other] as number) - (weights[one] as number) ||
      (a[one] as number) - (a[other] as number) ||
      (b[one] as number) - (b[other] as number),
  );
  return { threshold, order, known, candidates: known.size };
}

/** By record as given, the lowest one whose group is the same. */
function lowestRecords(recordOf: Int32Array, root: (record: number) => number): Int32Array {
  const lowest = new Int32Array(recordOf.length).fill(-1);
  return recordOf.map((record, at) => {
    const group = root(record);
    if ((lowest[group] as number) < 0) lowest[group] = at;
    return lowest[group] as number;
  });
}

function isInBand({ groups, out }: AutoBand, times: Uint32Array, record: number): boolean {
  return out[record] === 0 && ((groups.sizes[rootOf(groups, record)] as number) > 1 || (times[record] as number) > 1);
}

function autoGroups(recordOf: Int32Array, isAuto: (record: number) => boolean, band: AutoBand | null): Int32Array {
  if (band === null) return new Int32Array(recordOf.length).fill(-1);
  const lowest = lowestRecords(recordOf, (record) => rootOf(band.groups, record));
  return recordOf.map((record, at) => (isAuto(record) ? (lowest[at] as number) : -1));
}

function reviewGroups(recordOf: Int32Array, isAuto: (record: number) => boolean, rest: Groups): Int32Array {
  const lowest = lowestRecords(recordOf, (record) => rootOf(rest, record));
  const sizes = new Uint32Array(recordOf.length);
  for (const group of lowest) sizes[group] = (sizes[group] as number) + 1;
  return recordOf.map((record, at) => {
    const group = lowest[at] as number;
    return isAuto(record) || (sizes[group] as number) < 2 ? -1 : group;
  });
}

interface Closest {
  links: Links;
  scorer: Scorer;
  recordOf: Int32Array;
  times: Uint32Array;
  rootOf: (record: number) => number;
}

function probabilitiesOf({ links, scorer, recordOf, times, rootOf }: Closest): Float64Array {
  const { known, order, threshold } = links;
  const best = new Int32Array(times.length).fill(-0x7fffffff);
  for (const at of order) {
    const [a, b] = [known.a[at] as number, known.b[at] as number];
    if (rootOf(a) !== rootOf(b)) continue;
    best[a] = Math.max(best[a] as number, known.weights[at] as number);
    best[b] = Math.max(best[b] as number, known.weights[at] as number);
  }
  return Float64Array.from(recordOf, (record) => {
    const weight = (times[record] as number) > 1 ? selfWeight(scorer, record) : (best[record] as number);
    return weight === -0x7fffffff ? 0 : 1 / (1 + 2 ** ((threshold - weight) / BIT));
  });
}

function selfWeight({ comparer, weights, levels }: Scorer, record: number): number {
  compare(comparer, record, record, levels, 0);
  return weightOf(weights, record, record, levels, 0);
}

function unlinkable(scorer: Scorer, recordOf: Int32Array, threshold: number): Uint8Array {
  return Uint8Array.from(recordOf, (record) => (selfWeight(scorer, record) < threshold ? 1 : 0));
}

function countAbove({ order, known }: Links, line: number): number {
  let count = 0;
  while (count < order.length && (known.weights[order[count] as number] as number) >= line) count++;
  return count;
}

function fieldModel(
  { kind, name }: Field,
  at: number,
  matches: Shares,
  seldom: Shares,
  bits: Int32Array[],
): Model['fields'][number] {
  const [m, u] = [matches[at] as number[], seldom[at] as number[]];
  const near = Array.from((bits[at] as Int32Array).subarray(1, LEVELS[kind]), (value) => value / BIT);
  return {
    kind,
    name,
    matches: m,
    strangers: u,
    bits: [...near, Math.log2((m.at(-1) as number) / (u.at(-1) as number))],
  };
}
