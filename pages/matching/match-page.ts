/** What a page on a match is made of. */
export interface MatchPage {
  /** Of the contacts. */
  file: string;
  rows: number;
  columns: readonly { header: string; kind: string; filled: number; distinct: number; examples: readonly string[] }[];
  auto: { groups: number; records: number };
  review: { clusters: number; records: number };
  /** How many groups of a band have so many rows. */
  sizes: readonly { rows: number; auto: number; review: number }[];
  pairs: { compared: number; review: number; auto: number };
  lines: { review: number; auto: number };
  fields: readonly FieldShown[];
  /** Pairs of a weight between so many bits and one more. */
  histogram: readonly { bits: number; pairs: number }[];
  generic: readonly { field: string; value: string; records: number; surnames: number }[];
  cannotMatch: number;
  /** What rows hold that no setting would match, the most frequent first. */
  cannotMatchBy: readonly { holds: readonly string[]; rows: number }[];
  blocks: { leftOut: readonly string[]; skipped: readonly { rule: string; records: number }[] };
  training: readonly { rule: string; pairs: number; matching: number | null; isTaken: boolean }[];
  cohesion: { share: number; density: number };
  autoClosed: string | null;
  seconds: number;
  peakMiB: number;
}

export interface FieldShown {
  /** As in plans. */
  code: string;
  /** Its columns. */
  name: string;
  /** Codes, from `different` to `equal`. */
  levels: readonly string[];
  /** By level: how often it is seen between two rows of one person, and of strangers. */
  matches: readonly number[];
  strangers: readonly number[];
  bits: readonly number[];
}
