import type { ForcedLink } from '../clusters/forced-links.ts';
import type { MappedColumn } from '../columns/mapping.ts';
import { fieldCode } from '../levels/level-names.ts';
import type { Match, Model } from '../match.ts';
import { textOf } from '../text/dictionary.ts';
import { bandsOf } from './clusters-file.ts';
import type { Decided } from './decided.ts';
import type { MatchedCsv } from './match-csv.ts';
import type { PersonChanges } from './persons.ts';
import type { RecordIds } from './record-ids.ts';

/** What a match has found, as one object for programs, from which the text is made. */
export interface MatchSummary {
  rows: number;
  columns: {
    header: string;
    kind: string;
    by: MappedColumn['by'];
    filled: number;
    distinct: number;
    examples: string[];
  }[];
  auto: { groups: number; records: number };
  review: { clusters: number; records: number };
  largestCluster: number;
  pairs: { compared: number; review: number; auto: number };
  lines: Model['lines'];
  /** How many groups of a band have so many rows. */
  sizes: { rows: number; auto: number; review: number }[];
  /** With their codes in plans. */
  fields: (Model['fields'][number] & { code: string })[];
  histogram: Model['histogram'];
  generic: { field: string; value: string; records: number; surnames: number }[];
  cannotMatch: number;
  /** What these rows hold, as codes of fields, the most frequent first. */
  cannotMatchBy: { holds: string[]; rows: number }[];
  training: Model['runs'];
  blocks: Model['blocks'];
  cohesion: Model['cohesion'];
  autoClosed: Model['autoClosed'];
  oddRows: { count: number; firstLine: number };
  badDates: { header: string; rows: number }[];
  undecidedDates: string[];
  /** Columns whose cells do not look like what their header says: they are taken for `other`. */
  doubted: { header: string; said: string }[];
  /** Null: nothing was said of any pair. */
  decisions: DecisionsTold | null;
  /** Links that equal columns ask for and something forbids, by ids. */
  refusedSame: RefusedTold[];
  /** What has become of the persons of the last run; null: none was given. */
  persons: PersonChanges | null;
}

export interface DecisionsTold {
  merge: number;
  never: number;
  unsure: number;
  filledIn: number;
  unknown: number;
  /** Said of rows that have changed since: to be said again. */
  changed: { a: string; b: string; word: string }[];
  contradictory: { a: string; b: string; words: string[] }[];
  /** Words of merge that do not hold. */
  refused: RefusedTold[];
}

export interface RefusedTold {
  a: string;
  b: string;
  /** Two that would be brought together, and are kept apart. */
  between: [string, string];
}

const MOST_GENERIC = 20;
const MOST_HELD = 10;

/** `isPrivate`: letters and digits of cells are masked. */
export function summaryOf(
  { mapping, match, read, built, decided, ids }: MatchedCsv,
  { isPrivate, persons = null }: { isPrivate: boolean; persons?: PersonChanges | null },
): MatchSummary {
  const refused = (by: ForcedLink['by']): RefusedTold[] => refusedTold(match.refused, ids, by);
  const shown = (text: string): string => (isPrivate ? masked(text) : text);
  const { model } = match;
  return {
    rows: read.rows,
    columns: mapping.map(({ facts, kind, by }) => {
      const { header, filled, distinct, examples } = facts;
      return { header, kind, by, filled, distinct, examples: examples.map(shown) };
    }),
    ...bandSizes(match),
    pairs: { compared: model.pairs, review: model.links, auto: model.autoLinks },
    lines: model.lines,
    sizes: sizesOf(match),
    fields: model.fields.map((field) => ({ ...field, code: fieldCode(field) })),
    histogram: model.histogram,
    generic: model.generic
      .map(({ field, text, records, surnames }) => ({
        field: field.name,
        value: shown(textOf(field.dictionary, text)),
        records,
        surnames,
      }))
      .sort((a, b) => b.records - a.records || (a.value < b.value ? -1 : 1))
      .slice(0, MOST_GENERIC),
    cannotMatch: model.unlinkable.reduce((sum, one) => sum + one, 0),
    cannotMatchBy: model.unlinkableBy.slice(0, MOST_HELD).map(({ fields, records }) => ({
      holds: fields.map((at) => fieldCode(model.fields[at] as Model['fields'][number])),
      rows: records,
    })),
    training: model.runs,
    blocks: model.blocks,
    cohesion: model.cohesion,
    autoClosed: model.autoClosed,
    oddRows: read.oddRows,
    badDates: built.badDates,
    undecidedDates: built.undecided,
    doubted: mapping.flatMap(({ facts: { header }, doubted }) =>
      doubted === undefined ? [] : [{ header, said: doubted }],
    ),
    decisions: decided && decisionsTold(decided, refused('word')),
    refusedSame: refused('same'),
    persons,
  };
}

function decisionsTold(decided: Decided, refused: RefusedTold[]): DecisionsTold {
  const { said, filledIn, unknown, changed, contradictory } = decided;
  return {
    merge: said.merge.length,
    never: said.never.length,
    unsure: said.unsure.length,
    filledIn,
    unknown,
    changed: changed.map(({ a, b, word }) => ({ a, b, word: word ?? '' })),
    contradictory,
    refused,
  };
}

function refusedTold(refused: Match['refused'], ids: RecordIds, wanted: ForcedLink['by']): RefusedTold[] {
  const id = (record: number): string => ids.at(record) ?? '';
  return refused.flatMap(({ by, pair: [a, b], between: [one, other] }) =>
    by === wanted ? [{ a: id(a), b: id(b), between: [id(one), id(other)] }] : [],
  );
}

function sizesOf(match: Match): MatchSummary['sizes'] {
  const found = new Map<number, { auto: number; review: number }>();
  for (const band of ['auto', 'review'] as const) {
    const sizes = new Uint32Array(match.clusters.length);
    for (const group of match[band]) if (group >= 0) sizes[group] = (sizes[group] as number) + 1;
    for (const rows of sizes) {
      if (rows === 0) continue;
      const known = found.get(rows) ?? { auto: 0, review: 0 };
      known[band]++;
      found.set(rows, known);
    }
  }
  return [...found].sort(([one], [other]) => one - other).map(([rows, counts]) => ({ rows, ...counts }));
}

function bandSizes(match: Match): Pick<MatchSummary, 'auto' | 'review' | 'largestCluster'> {
  const { clusters, auto } = match;
  const bandOf = bandsOf(match);
  const sizes = new Uint32Array(clusters.length);
  const isInReview = new Uint8Array(clusters.length);
  const found = { auto: { groups: 0, records: 0 }, review: { clusters: 0, records: 0 }, largestCluster: 0 };
  for (const [record, cluster] of clusters.entries()) {
    sizes[cluster] = (sizes[cluster] as number) + 1;
    found.largestCluster = Math.max(found.largestCluster, sizes[cluster] as number);
    const band = bandOf(record);
    if (band === 'auto') found.auto.records++;
    // A group is named by its lowest record.
    if (auto[record] === record) found.auto.groups++;
    if (band !== 'review') continue;
    found.review.records++;
    if (isInReview[cluster] === 0) found.review.clusters++;
    isInReview[cluster] = 1;
  }
  return found;
}

function masked(text: string): string {
  return text.replace(/\p{L}/gu, 'x').replace(/\p{N}/gu, '0');
}
