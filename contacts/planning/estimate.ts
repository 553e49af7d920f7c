import type { PlanCluster } from '../plan.ts';

const BYTES_PER_TICKET = 1_000_000;
/** What stood after the merge, kept beside the backups: three small files, each of them whole blocks of a disk. */
const BYTES_PER_PAIR = 16_384;
const PAGE = 100;

/** One reading of the contact, of its three lists of tickets, of its conversations and of what was written on it. */
const CALLS_PER_READING = 6;
/** A dry run's pair: fresh readings of both contacts. */
const CALLS_PER_DRY_PAIR = 2 * CALLS_PER_READING;
/** Fresh reading of both contacts, the merge, six reads after it, and the lists that prove the ticket sets. */
export const CALLS_PER_PAIR: number = CALLS_PER_DRY_PAIR + 1 + 6 + 3;

/** What makes a run take more calls than the least. */
export interface EstimateOptions {
  /** @default false */
  checksConsent?: boolean;
  /** Lists that the settings have read of each contact beside the usual ones. @default 0 */
  moreLists?: number;
}

/** What backing up and merging will take. Attachments, and the messages of conversations, are not known before the backup and not counted. */
export interface Estimate {
  clusters: number;
  pairs: number;
  tickets: number;
  bytes: number;
  calls: number;
}

export function emptyEstimate(): Estimate {
  return { clusters: 0, pairs: 0, tickets: 0, bytes: 0, calls: 0 };
}

/** Of both together. */
export function sumOf(a: Estimate, b: Estimate): Estimate {
  return {
    clusters: a.clusters + b.clusters,
    pairs: a.pairs + b.pairs,
    tickets: a.tickets + b.tickets,
    bytes: a.bytes + b.bytes,
    calls: a.calls + b.calls,
  };
}

/** `1,215 MB`, `3.2 GB`: about. */
export function diskText(bytes: number): string {
  return bytes < 1e9 ? `${Math.ceil(bytes / 1e6).toLocaleString('en-US')} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/**
 * Adds one cluster: each member is backed up once, with one call per ticket for its messages. Where consent is checked, each pair
 * reads its two contacts and those to come; opt-outs to be written are not known before. A list beside the usual ones is read with each
 * backup, and of both contacts before a merge. Of more than two members the names are compared before the first merge, with a reading of each.
 */
export function addToEstimate(
  estimate: Estimate,
  { members, duplicates }: PlanCluster,
  { checksConsent = false, moreLists = 0 }: EstimateOptions = {},
): void {
  const pairs = duplicates.length;
  estimate.clusters++;
  estimate.pairs += pairs;
  estimate.bytes += pairs * BYTES_PER_PAIR;
  estimate.calls += pairs * CALLS_PER_PAIR + moreLists * (members.length + 2 * pairs);
  if (pairs > 1) estimate.calls += members.length;
  if (checksConsent) estimate.calls += 2 * pairs + (pairs * (pairs - 1)) / 2;
  for (const { tickets } of members) {
    estimate.tickets += tickets;
    estimate.bytes += tickets * BYTES_PER_TICKET;
    estimate.calls += callsPerBackup(tickets);
  }
}

/** To back up a contact with so many tickets. */
export function callsPerBackup(tickets: number): number {
  return CALLS_PER_READING + Math.floor(tickets / PAGE) + tickets;
}

/** Contacts to back up and pairs to merge, summed over clusters. */
export interface Work {
  contacts: number;
  pairs: number;
  tickets: number;
}

/** Calls that so much work takes, by the same rules; further pages of ticket lists are left out. */
export function callsOf({ contacts, pairs, tickets }: Work, { dryRun }: { dryRun: boolean }): number {
  return contacts * CALLS_PER_READING + tickets + pairs * (dryRun ? CALLS_PER_DRY_PAIR : CALLS_PER_PAIR);
}
