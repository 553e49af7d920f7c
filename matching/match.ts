import { isTogether, type Pairs, pairsOf } from './blocking/pairs.ts';
import { type BlockPlan, planBlocks } from './blocking/plan-blocks.ts';
import {
  autoGroups,
  heldBy,
  isInBand,
  lowestRecords,
  probabilitiesOf,
  reviewGroups,
  unlinkable,
} from './clusters/answer.ts';
import { autoBand } from './clusters/auto-band.ts';
import { type Between, between } from './clusters/between.ts';
import { cluster, cohesionFor, density, type Links } from './clusters/cohesion.ts';
import { type ComparedPair, comparePair } from './clusters/compare-pair.ts';
import { type ForcedLink, forced } from './clusters/forced.ts';
import { rootOf } from './clusters/groups.ts';
import { linksFrom, linksOf } from './clusters/links.ts';
import { type NotInBand, notInBand } from './clusters/not-in-band.ts';
import { restGroups } from './clusters/rest.ts';
import { openScorer, type Scorer } from './clusters/scorer.ts';
import { compare, openComparer } from './levels/compare.ts';
import { type FieldModel, fieldModel } from './model/field-model.ts';
import { birthdaysShared } from './model/household.ts';
import { learn, type TrainingRun } from './model/learn.ts';
import { lifted } from './model/lifts.ts';
import { addWeight, openHistogram, pairsAmong, priorOf, thresholdOf, wholeBits } from './model/prior.ts';
import { type Shares, strangers } from './model/strangers.ts';
import { frequentTexts, SELDOM, type Trained } from './model/trained.ts';
import { BIT, learnedTogether, weigh, weightOf } from './model/weights.ts';
import type { GenericValue } from './records/generic.ts';
import { type Prepared, prepare } from './records/prepared.ts';
import { NOTHING_SAID, type Said, type Two } from './records/said.ts';
import type { Field, FieldCounts, Table } from './records/table.ts';
import { textOf } from './text/dictionary.ts';

export interface MatchOptions {
  /** Whether an address is a role's: several people read it. */
  isRole: (address: string) => boolean;
  /** Bits above the threshold from which a pair may be in the auto band (default: 10). */
  autoBits?: number;
  /** What a person has said of records, by their numbers. */
  said?: Said;
  /** By record, numbers of what is the same for one person alone; -1: none. */
  same?: readonly Int32Array[];
  /** What was learned before, instead of learning. */
  trained?: Trained | null;
}

export type Stage = 'prepare' | 'block' | 'compare' | 'learn' | 'weigh' | 'cluster' | 'band';

/** How far a stage is: pairs that are done, of so many; 0 of 0 where it is one step. */
export interface Progress {
  stage: Stage;
  done: number;
  of: number;
}

/** Who is the same person. All arrays and numbers of records are as given. */
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
  /** Why two are not in one group of the auto band; null: they are. */
  notAuto: (a: number, b: number) => NotInBand | null;
  /** Why two are not in one cluster; null: they are. */
  between: (a: number, b: number) => Between | null;
  /** Which rules compare two records. */
  rules: (a: number, b: number) => string[];
  /** Links that words and equal columns ask for and something forbids: they do not hold. */
  refused: (ForcedLink & { between: Two })[];
  /** All that was learned. */
  trained: () => Trained;
}

/** What was found out about the file, for the answer. */
export interface Model {
  fields: FieldModel[];
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
  /** What these hold: numbers of fields, the most frequent set first. */
  unlinkableBy: { fields: number[]; records: number }[];
  askedPairs: number;
}

const AUTO_BITS = 10;
/** Less clear-cut clusters are all for a person. */
const CLEAR = 0.7;
const LOOSE = 0.2;
/** Pairs between two words on progress. */
const TURN = 2 ** 16;

/** The same table gives the same answer. In turns, so that whoever asks can say how far it is, and stop it. */
export function* matchInTurns(
  given: Table,
  { isRole, autoBits = AUTO_BITS, said = NOTHING_SAID, same = [], trained = null }: MatchOptions,
): Generator<Progress, Match> {
  yield stage('prepare');
  const prepared = prepare(given, { said, same, isRole, trained });
  const { table, counts, counters, recordOf, times } = prepared;
  const comparer = openComparer(table, counts, counters);
  yield stage('block');
  const plan = planBlocks(table);
  const pairs = pairsOf(plan.taken, table.size, table.sources);
  const width = table.fields.length;
  const levels = new Uint8Array(pairs.size * width);
  for (let pair = 0; pair < pairs.size; pair++) {
    if (pair % TURN === 0) yield { stage: 'compare', done: pair, of: pairs.size };
    compare(comparer, pairs.a[pair] as number, pairs.b[pair] as number, levels, pair * width);
  }
  yield stage('learn');
  const { seldom, learned, lifts, birthdays } =
    trained === null ? learnFrom(comparer, { counts, plan, pairs, levels }) : known(trained);
  const weights = weigh({
    table,
    counts,
    matches: learned.shares,
    strangers: seldom,
    lifts,
    birthdays,
    ...(trained && { trained: trained.combinations }),
  });
  const histogram = openHistogram();
  const found = new Int32Array(pairs.size);
  for (let pair = 0; pair < pairs.size; pair++) {
    if (pair % TURN === 0) yield { stage: 'weigh', done: pair, of: pairs.size };
    found[pair] = weightOf(weights, pairs.a[pair] as number, pairs.b[pair] as number, levels, pair * width);
    addWeight(histogram, found[pair] as number);
  }
  const prior = trained?.prior ?? priorOf(histogram, { records: table.size, pairs: pairsAmong(table) });
  const threshold = thresholdOf(prior);
  yield stage('cluster');
  const scorer = openScorer(comparer, weights);
  const links = linksOf({ table, pairs, found, threshold });
  const { share, density: dense, ...clusters } = clustersOf({ links, scorer, prepared, trained });
  yield stage('band');
  const above = autoBits * BIT;
  const isClosed = dense < CLEAR;
  const words = clusters.forced.links.flatMap(({ by, pair }) => (by === 'word' ? [pair] : []));
  const groupings = [clusters.groups, clusters.plain];
  const band = isClosed ? null : autoBand({ links, scorer, clusters: groupings, words, times, above });
  const isAuto = (record: number): boolean => band !== null && isInBand(band, times, record);
  const together = clusters.forced.links.map(({ pair }) => pair);
  const rest = restGroups({ links, clusters: clusters.groups, isAuto, forced: together });
  const lines = { review: threshold, auto: threshold + above };
  const isUnlinkable = unlinkable(scorer, recordOf, threshold);
  const own = (record: number): number => recordOf[record] as number;
  const firsts = firstRecords(recordOf, table.size);
  const asGiven = ([a, b]: Two): Two => [firsts[a] as number, firsts[b] as number];
  return {
    clusters: lowestRecords(recordOf, (record) => rootOf(clusters.groups, record)),
    auto: autoGroups(recordOf, isAuto, band),
    review: reviewGroups(recordOf, isAuto, rest),
    probabilities: probabilitiesOf({ links, scorer, recordOf, times, clusters: clusters.groups, forced: together }),
    model: {
      fields: table.fields.map((field, at) =>
        fieldModel(field, {
          matches: learned.shares[at] as number[],
          strangers: seldom[at] as number[],
          bits: weights.bits[at] as Int32Array,
        }),
      ),
      prior,
      lines: { review: threshold / BIT, auto: (threshold + above) / BIT },
      histogram: wholeBits(histogram),
      pairs: pairs.size,
      links: links.order.length,
      autoLinks: linksFrom(links, threshold + above),
      runs: learned.runs,
      generic: prepared.generic,
      blocks: {
        taken: plan.taken.map(({ rule, pairs: size }) => ({ rule: rule.name, pairs: size })),
        leftOut: plan.leftOut,
        skipped: plan.skipped,
      },
      cohesion: { share, density: dense, tooLarge: clusters.tooLarge },
      autoClosed: isClosed ? 'ambiguous' : null,
      unlinkable: isUnlinkable,
      unlinkableBy: heldBy(table, { recordOf, isWanted: isUnlinkable }),
      askedPairs: scorer.asked,
    },
    compare: (a, b) => comparePair(scorer, { a: own(a), b: own(b), lines }),
    notAuto: (a, b) => notInBand({ scorer, band, times, lines }, own(a), own(b)),
    between: (a, b) => {
      const found_ = between({ links, scorer, groups: clusters.groups, share }, own(a), own(b));
      return found_?.wall ? { ...found_, wall: { ...found_.wall, pair: asGiven(found_.wall.pair) } } : found_;
    },
    rules: (a, b) => plan.taken.filter((blocks) => isTogether(blocks, own(a), own(b))).map(({ rule }) => rule.name),
    refused: clusters.forced.refused.map(({ by, pair, between: two }) => ({
      by,
      pair: asGiven(pair),
      between: asGiven(two),
    })),
    trained: () =>
      trained ?? {
        fields: table.fields.map((field, at) => ({
          kind: field.kind,
          name: field.name,
          matches: learned.shares[at] as number[],
          strangers: seldom[at] as number[],
          isCounter: counters[at] as boolean,
          isPlaced: lifts[at] as boolean,
          filled: (counts[at] as FieldCounts).filled,
          frequent: frequentTexts(field, (counts[at] as FieldCounts).byText),
          generic: genericOf(field, prepared.generic),
        })),
        combinations: learnedTogether(weights),
        prior,
        cohesion: { share, density: dense },
        birthdays,
      },
  };
}

function stage(of: Stage): Progress {
  return { stage: of, done: 0, of: 0 };
}

interface Learning {
  seldom: Shares;
  learned: { shares: Shares; runs: TrainingRun[] };
  lifts: boolean[];
  birthdays: number | null;
}

function learnFrom(
  comparer: ReturnType<typeof openComparer>,
  { counts, plan, pairs, levels }: { counts: Prepared['counts']; plan: BlockPlan; pairs: Pairs; levels: Uint8Array },
): Learning {
  const { table } = comparer;
  const seldom = strangers(comparer, counts);
  const rules = plan.taken.map(({ rule }) => ({ name: rule.name, fields: rule.fields }));
  const birthdays = birthdaysShared(table.fields, pairs, levels);
  const learned = learn({ fields: table.fields, pairs, levels, rules, strangers: seldom, birthdays });
  return { seldom, learned, lifts: lifted(table), birthdays };
}

function known({ fields, birthdays }: Trained): Learning {
  return {
    seldom: fields.map(({ strangers: shares }) => shares),
    learned: { shares: fields.map(({ matches }) => matches), runs: [] },
    lifts: fields.map(({ isPlaced }) => isPlaced),
    birthdays,
  };
}

interface Clustered extends ReturnType<typeof cluster> {
  /** Without what a person's words force. */
  plain: ReturnType<typeof cluster>['groups'];
  forced: ReturnType<typeof forced>;
  share: number;
  density: number;
}

function clustersOf(given: { links: Links; scorer: Scorer; prepared: Prepared; trained: Trained | null }): Clustered {
  const { links, scorer, prepared, trained } = given;
  const { table, said, same } = prepared;
  const without = forced(table, { merge: [], same });
  const dense = trained === null ? densityOf(links, scorer, without.groups) : trained.cohesion;
  const plain = cluster({ links, scorer, share: dense.share, from: without.groups });
  if (said.merge.length === 0) return { ...plain, plain: plain.groups, forced: without, ...dense };
  const withWords = forced(table, { merge: said.merge, same });
  const all = cluster({ links, scorer, share: dense.share, from: withWords.groups });
  return { ...all, plain: plain.groups, forced: withWords, ...dense };
}

function densityOf(links: Links, scorer: Scorer, from: Clustered['groups']): { share: number; density: number } {
  const loose = cluster({ links, scorer, share: LOOSE, from });
  const dense = density(links, loose.groups);
  return { share: cohesionFor(dense), density: dense.share };
}

function firstRecords(recordOf: Int32Array, size: number): Int32Array {
  const firsts = new Int32Array(size).fill(-1);
  for (let record = recordOf.length - 1; record >= 0; record--) firsts[recordOf[record] as number] = record;
  return firsts;
}

function genericOf(field: Field, generic: readonly GenericValue[]): string[] {
  const own = generic.filter(
    ({ field: one, records }) => records > SELDOM && one.kind === field.kind && one.name === field.name,
  );
  return own.map(({ text }) => textOf(field.dictionary, text)).sort();
}
