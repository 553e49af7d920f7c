import { isTogether } from './blocking/pairs.ts';
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
import { clustersOf } from './clusters/clustered.ts';
import { type ComparedPair, comparePair } from './clusters/compare-pair.ts';
import type { ForcedLink } from './clusters/forced-links.ts';
import { rootOf } from './clusters/groups.ts';
import { linksFrom, linksOf } from './clusters/links.ts';
import { type NotInBand, notInBand } from './clusters/not-in-band.ts';
import { restGroups } from './clusters/rest.ts';
import { openScorer } from './clusters/scorer.ts';
import { ALONE, type Helpers } from './comparing/helpers.ts';
import { weighPairs } from './comparing/weigh-pairs.ts';
import { learnedBefore, learnFrom } from './learning.ts';
import { openComparer } from './levels/compare.ts';
import { fieldBook } from './levels/field-book.ts';
import { type FieldModel, fieldModel } from './model/field-model.ts';
import type { TrainingRun } from './model/learn.ts';
import { BIT } from './model/level-bits.ts';
import { pairsAmong, priorOf, thresholdOf, wholeBits } from './model/prior.ts';
import { frequentTexts, SELDOM, type Trained } from './model/trained.ts';
import { learnedTogether, weigh } from './model/weights.ts';
import { during, type Progress, stage } from './progress.ts';
import type { GenericValue } from './records/generic.ts';
import { prepare } from './records/prepared.ts';
import { NOTHING_SAID, type Said, type Two } from './records/said.ts';
import type { Field, FieldCounts, Table } from './records/table.ts';
import { textOf } from './text/dictionary.ts';
import { atOnce } from './turns.ts';

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
  /** Who compares as well (default: nobody). The answer is the same. */
  helpers?: Helpers;
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
  /** Whether two are equal in all that is compared: they are one record, and no rule was asked. */
  isEqual: (a: number, b: number) => boolean;
  /** Which rules compare two records. All rules are looked at again. */
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

/** The same table gives the same answer; it is used up. In turns, so that whoever asks can say how far it is, and stop it. */
export function* matchInTurns(
  given: Table,
  { isRole, autoBits = AUTO_BITS, said = NOTHING_SAID, same = [], trained = null, helpers = ALONE }: MatchOptions,
): Generator<Progress, Match> {
  yield stage('prepare');
  const prepared = yield* during('prepare', prepare(given, { said, same, isRole, trained }));
  const { table, counts, counters, recordOf, times } = prepared;
  const books = table.fields.map((field, at) => fieldBook(field, counts[at] as FieldCounts, counters[at] as boolean));
  const comparer = openComparer(table, books);
  const plan = yield* during('block', planBlocks(table));
  const {
    seldom,
    learned,
    lifts,
    homes,
    compared: known,
  } = trained === null ? yield* learnFrom(comparer, { counts, plan, helpers }) : learnedBefore(trained);
  const weights = weigh({
    table,
    counts,
    matches: learned.shares,
    strangers: seldom,
    lifts,
    homes,
    ...(trained && { trained: trained.combinations }),
  });
  const { pairs, histogram, compared } = yield* during('weigh', weighPairs(comparer, { weights, plan, known }));
  const blocks = blocksIn(plan);
  // The keys of all rules, and what each pair is like, would stay for as long as the answer does.
  plan.taken.length = 0;
  if (known !== null) known.vectorOf = new Int32Array(0);
  const prior = trained?.prior ?? priorOf(histogram, { records: table.size, pairs: pairsAmong(table) });
  const threshold = thresholdOf(prior);
  yield stage('cluster');
  const scorer = openScorer(comparer, weights);
  const links = yield* during('cluster', linksOf({ table, pairs, threshold }));
  const {
    share,
    density: dense,
    ...clusters
  } = yield* during('cluster', clustersOf({ links, scorer, prepared, trained }));
  yield stage('band');
  const above = autoBits * BIT;
  const isClosed = dense < CLEAR;
  const words = clusters.forced.links.flatMap(({ by, pair }) => (by === 'word' ? [pair] : []));
  const groupings = [clusters.groups, clusters.plain];
  const banding = { links, scorer, clusters: groupings, words, times, above };
  const band = isClosed ? null : yield* during('band', autoBand(banding));
  const isAuto = (record: number): boolean => band !== null && isInBand(band, times, record);
  const together = clusters.forced.links.map(({ pair }) => pair);
  const lines = { review: threshold, auto: threshold + above };
  const isUnlinkable = unlinkable(scorer, recordOf, threshold);
  const own = (record: number): number => recordOf[record] as number;
  const firsts = firstRecords(recordOf, table.size);
  const asGiven = ([a, b]: Two): Two => [firsts[a] as number, firsts[b] as number];
  return {
    clusters: lowestRecords(recordOf, (record) => rootOf(clusters.groups, record)),
    auto: autoGroups(recordOf, isAuto, band),
    review: reviewGroups(recordOf, isAuto, restGroups({ links, clusters: clusters.groups, isAuto, forced: together })),
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
      pairs: compared,
      links: links.order.length,
      autoLinks: linksFrom(links, threshold + above),
      runs: learned.runs,
      generic: prepared.generic,
      blocks,
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
    isEqual: (a, b) => own(a) === own(b),
    rules: (a, b) =>
      atOnce(planBlocks(table))
        .taken.filter((one) => isTogether(one, own(a), own(b)))
        .map(({ rule }) => rule.name),
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
        homes,
      },
  };
}

function blocksIn({ taken, leftOut, skipped }: BlockPlan): Model['blocks'] {
  return { taken: taken.map(({ rule, pairs }) => ({ rule: rule.name, pairs })), leftOut, skipped };
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
