import type { Estimate } from '../../contacts/planning/estimate.ts';
import type { RejectedGroup } from '../../contacts/planning/rejected-groups.ts';

/** Of the clusters with one decision: what backing up and merging them will take. */
export interface ShownEstimate extends Estimate {
  /** At the rate of the settings. */
  seconds: number;
}

/** What a page shows of a preview, as the verb gives it as JSON. */
export interface ShownPreview {
  file: string;
  profile: string;
  crm: string;
  planDigest: string;
  /** In words. */
  readAs: string;
  rows: number;
  contacts: number;
  /** How many rows are rejected; the lists below may be shorter. */
  rejectedRows: number;
  rejected: { line: number; column: string | null; reason: string }[];
  rejectedGroups: RejectedGroup[];
  review: { id: string; primary: string; duplicates: string[]; strategy: string; reason: string }[];
  strategies: { strategy: string; keeps: string; auto: number; review: number; blocked: number }[];
  /** The smallest first. */
  sizes: { size: number; auto: number; review: number; blocked: number }[];
  /** Clusters that wait because two of them are kept apart by an earlier decision; null where nobody knows those. The list may be shorter than their number. */
  keptApart: { cluster: string; a: string; b: string; by: string; at: string }[] | null;
  keptApartClusters: number;
  estimates: Record<'auto' | 'review' | 'blocked', ShownEstimate>;
  /** Shared mailboxes and the like. */
  leftOut: { pattern: string; contacts: number; emails: number }[];
  withoutEmail: number;
  repeatedIds: { id: string; lines: number[] }[];
  extraColumns: string[];
  /** What speaks against a start with it; null where nothing does. */
  broken: unknown;
}
