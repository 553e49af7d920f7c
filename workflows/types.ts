import type { ConsentSettlement, PairSeen, Settlement } from '../store/ledger/settlement.ts';
import type { Reason, StopBy } from '../store/reasons.ts';
import type { PairKey, RunMode } from '../store/types.ts';
import type { Route } from './route.ts';
import type { Timing } from './timing.ts';

/** Names a run in the store, which has all else. */
export interface DedupeRunInput {
  runId: string;
  /** What an earlier execution of this run hands on. Counts in one that really was continued. */
  carried?: RunProgress;

  // All below is of runs of before, and of no others, which have it in the store: without one of them such a run is refused.
  /** What the ids of its clusters' workflows begin with: `merge-<crm>-<org>`, for a dry run with `dry-` before it. */
  clusterIdPrefix?: string;
  /** So many clusters must end well before the others start; at least 1. */
  canary?: number;
  /** So many clusters at most are under way at once. */
  window?: number;
  /** So many clusters at most are begun. Null: all. */
  limit?: number | null;
  /** So many clusters at most are asked of the store at once. */
  pageSize?: number;
  /** After so many pages it continues as new. @default as soon as Temporal suggests it */
  pagesPerExecution?: number;
  /** Times of its steps, in milliseconds. */
  timing?: Timing;
  /** Absent in those before queues of a database's own: then all steps are on the workflow's own queue. */
  route?: Route | undefined;
}

/** How many clusters and pairs ended how, counted by the workflow. */
export interface RunCounts {
  started: number;
  done: number;
  held: number;
  skipped: number;
  failed: number;
  notStarted: number;
  merged: number;
}

/** What the `progress` query returns and what continue-as-new carries on. */
export interface RunProgress {
  runId: string;
  paused: boolean;
  pauseReason: string | null;
  /** Who paused it, and why, as data; absent while it is not paused, and in progress of before. */
  pausedBy?: StopBy | undefined;
  pauseWhy?: Reason | undefined;
  stopSeq: number;
  /** The newest of the run's own words that let it go on: what ended badly before is accepted. Absent in progress of before. */
  goneOnSeq?: number;
  /** Messages that could not be written down, and were given up. Absent: none. */
  lostMessages?: number;
  finishing: boolean;
  canary: 'ahead' | 'running' | 'passed';
  /** So many clusters of the canary proved nothing, neither done nor bad: others take their place. Absent: all did. */
  canaryLeft?: number;
  /** Counts that a resume has accepted: the brake looks at what came after. */
  accepted: { ended: number; bad: number };
  counts: RunCounts;
  inFlight: number;
  undecided: number;
  waitingFor: 'nothing' | 'decision' | 'resume';
}

export interface RunResult {
  runId: string;
  state: 'done' | 'cancelled';
  counts: RunCounts;
}

export interface MergeClusterInput {
  runId: string;
  clusterId: string;
  /** Of runs of before, as the run's; others have both in the store. */
  timing?: Timing;
  route?: Route | undefined;
  /** What an earlier execution of this workflow hands on. Counts in one that really was continued. */
  carried?: ClusterCarried;
}

/** Where a cluster of many contacts stands when it goes on in a new execution. */
export interface ClusterCarried {
  /** As which it has taken the cluster on. */
  token: string;
  part: number;
  /** Of the first pairs, in order. */
  ends: PairEnd[];
}

/** How a pair ended for its run. */
export interface PairEnd {
  outcome: PairOutcome;
  reason: string | null;
  why?: Reason | undefined;
  breach?: string;
}

export type PairOutcome =
  | 'done'
  | 'already-done'
  | 'would-merge'
  | 'held'
  | 'skipped'
  | 'drifted'
  | 'not-started'
  | 'abandoned'
  | 'settled-merged'
  | 'settled-apart'
  /** Merged before, and taken back by an undo since. */
  | 'taken-back';

export interface ClusterResult {
  outcome: 'done' | 'held' | 'skipped' | 'drifted' | 'not-started';
  /** Pairs that became `done` in this run. */
  merged: number;
  /** Why the run must pause, when an integrity breach was found. */
  breach: string | null;
  breachWhy?: Reason | undefined;
  /**
   * `drifted`, and only because a person has to say whether its contacts are one; or `done`, with a pair that an undo has taken back. It
   * counts as undecided: neither for the canary nor for the brake.
   */
  undecided?: true;
  /** Pairs that a person has given up: a canary that has one proves nothing. Absent where there are none, and in results of before. */
  abandoned?: number;
}

/** Names a person's word in the store, which has all else. */
export interface ResolvePairInput {
  order?: string;

  // All below is of workflows that began before words were rows, and of no others.
  mode?: RunMode;
  crm?: string;
  org?: string;
  clusterId?: string;
  primary?: string;
  duplicate?: string;
  as?: 'resend' | 'abandon' | 'merged' | Settlement | ConsentSettlement;
  by?: string;
  /** Of a settlement: the word as the store has it, and the digest of what the person was shown. Without it, the pair is only looked at. */
  word?: { id: number; digest: string };
  timing?: Timing;
  /** As of a run. */
  route?: Route | undefined;
}

export interface ResolveResult {
  outcome: PairOutcome;
  /** Its code, where it is the workflow's own: words are made of `why`. */
  reason: string | null;
  why?: Reason | undefined;
  /** Of a settlement: what a look shows. */
  seen?: PairSeen;
}

/** Names a pair of the store, which says whether there is anything to do about it. */
export interface WatchConsentInput {
  key: PairKey;
  /** Looks of the executions before this one. */
  looks?: number;
}

/** What the `progress` query of a watch over a pair's refusals returns. */
export interface WatchProgress {
  looks: number;
  /** ISO 8601; null while it looks. */
  nextAt: string | null;
  /** The type of what its last look failed with; null where that was answered. */
  failure: string | null;
}

export interface WatchConsentResult {
  /** `kept`: it is read back, and the pair is done. `over`: the store says that the pair waits for it no more. */
  outcome: 'kept' | 'over';
}
