import type { MappedColumn } from '../columns/mapping.ts';
import type { Model } from '../match.ts';
import { textOf } from '../text/dictionary.ts';
import { bandsOf } from './clusters-file.ts';
import type { MatchedCsv } from './match-csv.ts';

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
  fields: Model['fields'];
  histogram: Model['histogram'];
  generic: { field: string; value: string; records: number; surnames: number }[];
  cannotMatch: number;
  training: Model['runs'];
  blocks: Model['blocks'];
  cohesion: Model['cohesion'];
  autoClosed: Model['autoClosed'];
  oddRows: { count: number; firstLine: number };
  badDates: { header: string; rows: number }[];
  undecidedDates: string[];
}

const MOST_GENERIC = 20;

/** `isPrivate`: letters and digits of cells are masked. */
export function summaryOf(
  { mapping, match, read, built }: MatchedCsv,
  { isPrivate }: { isPrivate: boolean },
): MatchSummary {
  const shown = (text: string): string => (isPrivate ? masked(text) : text);
  const { model, clusters, auto } = match;
  const bands = bandsOf(match);
  const sizes = new Map<number, number>();
  for (const cluster of clusters) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  const inReview = new Set<number>();
  for (const [record, band] of bands.entries()) if (band === 'review') inReview.add(clusters[record] as number);
  return {
    rows: read.rows,
    columns: mapping.map(({ facts, kind, by }) => {
      const { header, filled, distinct, examples } = facts;
      return { header, kind, by, filled, distinct, examples: examples.map(shown) };
    }),
    auto: { groups: new Set(auto.filter((group) => group >= 0)).size, records: count(bands, 'auto') },
    review: { clusters: inReview.size, records: count(bands, 'review') },
    largestCluster: [...sizes.values()].reduce((most, size) => Math.max(most, size), 0),
    pairs: { compared: model.pairs, review: model.links, auto: model.autoLinks },
    lines: model.lines,
    fields: model.fields,
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
    training: model.runs,
    blocks: model.blocks,
    cohesion: model.cohesion,
    autoClosed: model.autoClosed,
    oddRows: read.oddRows,
    badDates: built.badDates,
    undecidedDates: built.undecided,
  };
}

function count(bands: readonly string[], wanted: string): number {
  return bands.filter((band) => band === wanted).length;
}

function masked(text: string): string {
  return text.replace(/\p{L}/gu, 'x').replace(/\p{N}/gu, '0');
}
