import { CALLS_PER_PAIR, callsPerBackup } from '../../contacts/planning/estimate.ts';
import type { ReportPair } from '../../store/reports/types.ts';
import type { OwnSeen, Proof } from '../../store/types.ts';
import { causeOf } from './cause-of.ts';
import { isStopped } from './results.ts';

/** Rows of each table; all of them are in the CSV files. */
export const MOST_ROWS = 500;
/** Stopped pairs that are shown with their next command. */
export const MOST_STOPPED = 100;

/** What the page says of the pairs, without keeping them all. */
export interface Summary {
  total: number;
  /** The first ones, in the plan's order. */
  shown: ReportPair[];
  stopped: ReportPair[];
  stoppedTotal: number;
  /** Of these, pairs for which no merge was sent. */
  unsent: number;
  /** Of these, pairs that may be merged: a request may have reached the CRM, and nothing proves what came of it. */
  unproven: number;
  /** Cause to pairs, most frequent first. */
  causes: [string, number][];
  /** Proof to pairs that this run merged. */
  proofs: [Proof | 'unknown', number][];
  /** Kind to what hung on the contacts that this run merged away, and where it is now. */
  own: [string, OwnSum][];
  /** Different backup folders. */
  backups: number;
  /** In the first backup of each contact. */
  backedUpTickets: number;
  /** Calls that the pairs took, by the estimate that the preview uses. */
  calls: number;
}

/** Of one kind, over all pairs. */
export interface OwnSum {
  had: number;
  withPrimary: number;
  /** Of those that could be looked at. */
  notWithPrimary: number;
  cannotBeSeen: number;
}

/** `many`: the plural of the things that are counted. */
export function summarize(pairs: Iterable<ReportPair>, many: string): Summary {
  const shown: ReportPair[] = [];
  const stopped: ReportPair[] = [];
  const causes = new Map<string, number>();
  const proofs = new Map<Proof | 'unknown', number>();
  const own = new Map<string, OwnSum>();
  const backups = new Map<string, number>();
  const sums = { total: 0, stoppedTotal: 0, unsent: 0, unproven: 0, calls: 0, backedUpTickets: 0 };
  for (const pair of pairs) {
    sums.total += 1;
    if (shown.length < MOST_ROWS) shown.push(pair);
    if (isStopped(pair)) {
      sums.stoppedTotal += 1;
      if (pair.sends === 0) sums.unsent += 1;
      else if (pair.state !== 'not-applied') sums.unproven += 1;
      if (stopped.length < MOST_STOPPED) stopped.push(pair);
      add(causes, causeOf(pair));
    }
    if (pair.result === 'succeeded') {
      add(proofs, pair.proof ?? 'unknown');
      for (const [kind, seen] of Object.entries(pair.own ?? {})) own.set(kind, withSeen(own.get(kind), seen));
    }
    if (pair.result === 'succeeded' || pair.result === 'would-merge') sums.calls += CALLS_PER_PAIR;
    for (const { contact, part, digest, things } of pair.backups) {
      const tickets = things[many] ?? 0;
      const key = `${contact} ${part} ${digest}`;
      if (backups.has(key)) continue;
      backups.set(key, tickets);
      sums.calls += callsPerBackup(tickets);
      if (part === 0) sums.backedUpTickets += tickets;
    }
  }
  return {
    ...sums,
    shown,
    stopped,
    causes: mostFirst(causes),
    proofs: mostFirst(proofs),
    own: [...own],
    backups: backups.size,
  };
}

function withSeen(sum: OwnSum | undefined, { had, withPrimary }: OwnSeen): OwnSum {
  const before = sum ?? { had: 0, withPrimary: 0, notWithPrimary: 0, cannotBeSeen: 0 };
  return {
    had: before.had + had,
    withPrimary: before.withPrimary + (withPrimary ?? 0),
    notWithPrimary: before.notWithPrimary + (withPrimary === null ? 0 : had - withPrimary),
    cannotBeSeen: before.cannotBeSeen + (withPrimary === null ? had : 0),
  };
}

function add<Name extends string>(counts: Map<Name, number>, name: Name): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function mostFirst<Name extends string>(counts: Map<Name, number>): [Name, number][] {
  return [...counts].sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1));
}
