/** Where a pair stands. The order is the protocol's; see docs/architecture.md for the diagram. */
export type PairState =
  | 'approved'
  | 'backed-up'
  | 'verified'
  | 'consent-tightened'
  | 'fresh'
  | 'intent'
  | 'sent'
  | 'merged'
  | 'not-applied'
  | 'partial'
  | 'conflict'
  | 'done'
  | 'drifted'
  | 'held'
  | 'skipped'
  | 'not-started'
  | 'abandoned'
  | 'would-merge';

export type RunMode = 'real' | 'dry';

/** Where a cluster stands in one run. */
export type ClusterState =
  | 'undecided'
  | 'approved'
  | 'rejected'
  | 'blocked'
  | 'started'
  | 'done'
  | 'held'
  | 'skipped'
  | 'drifted'
  | 'failed'
  | 'not-started';

export type RunState = 'open' | 'done' | 'cancelled' | 'failed';

/** Identifies a pair in the ledger. */
export interface PairKey {
  mode: RunMode;
  crm: string;
  org: string;
  clusterId: string;
  primaryId: string;
  duplicateId: string;
}

/** The attempt that acts on a pair: its writes count only while the ledger still holds this token and number. */
export interface Attempt {
  token: string;
  seq: number;
}

export interface BackupRef {
  contactId: string;
  part: number;
  digest: string;
}

/** What a person chose when starting a run. */
export interface RunOptions {
  canary: number;
  window: number;
  limit: number | null;
  approve: 'auto' | 'none';
  /** SHA-256 of the CSV the run came from, when there was one. */
  csvDigest: string | null;
}
