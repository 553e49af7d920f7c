import type { ClusterResult, PairEnd } from '../types.ts';

/** A cluster of a large plan may have more; the report has all. */
const MOST = 20;

export interface ClusterStory {
  primary: string;
  duplicates: string[];
  /** Of the first ones, in the same order. */
  ends: PairEnd[];
  /** Null while it is at work. */
  outcome: ClusterResult['outcome'] | null;
}

/** A cluster's page in the Temporal UI: each pair by its ids, and where it stands. Codes, never a sentence that a person wrote. */
export function describeCluster({ primary, duplicates, ends, outcome }: ClusterStory): string {
  const lines = duplicates.slice(0, MOST).map((duplicate, at) => {
    const end = ends[at];
    const later = at === ends.length && outcome === null ? 'under way' : 'to come';
    const why = end?.why === undefined ? '' : ` (${end.why.code})`;
    return `${duplicate} into ${primary}: ${end === undefined ? later : `${end.outcome}${why}`}`;
  });
  const more = duplicates.length > MOST ? [`and ${duplicates.length - MOST} more`] : [];
  const head =
    outcome === null ? `pair ${Math.min(ends.length + 1, duplicates.length)} of ${duplicates.length}` : outcome;
  return [`**${head}**`, ...lines, ...more].join('\n\n');
}
