import type { TakeBack } from '../../contacts/plan.ts';
import type { RowsRead } from '../../contacts/planning/rows-read.ts';
import type { ConsentValueCount } from '../../contacts/rules/consent-values.ts';
import type { FailedPair } from '../ledger/consent/compliance.ts';
import type { Reason } from '../reasons.ts';
import type {
  ClusterState,
  ExternalRefState,
  OwnSeen,
  PairState,
  Proof,
  RunOptions,
  RunState,
  SetSizes,
} from '../types.ts';

/** What became of a pair in one run. */
export type PairResult =
  /** Merged by this run, and verified. */
  | 'succeeded'
  /** Merged by another run before. */
  | 'already-done'
  | 'would-merge'
  /** Stopped for a person. */
  | 'held'
  | 'drifted'
  | 'skipped'
  /** Its workflow ended before the pair did. */
  | 'failed'
  | 'abandoned'
  /** Ended on a person's word, which nothing proves. */
  | 'settled-merged'
  | 'settled-apart'
  /** Merged by this run, and taken back by an undo since. */
  | 'undone'
  /** Merged by another run before, and taken back by an undo since: this one did nothing. */
  | 'taken-back'
  | 'not-started'
  /** The run still works on it, or will. */
  | 'open';

export interface ReportPair {
  /** As a person types it: `<cluster>.<duplicate>`, or with the primary between where several plans have it. */
  name: string;
  cluster: string;
  strategy: string;
  decision: string;
  primary: string;
  duplicate: string;
  result: PairResult;
  /** Where the ledger has the pair. */
  state: PairState;
  /** In words. */
  reason: string | null;
  /** As data; null where there is none, or only its text is known. */
  why: Reason | null;
  /** The run that has merged it, or holds it now, when that is another one. */
  otherRun: string | null;
  /** Merge requests that may have reached the CRM. */
  sends: number;
  /** How the last request ended, e.g. `answered 200`. It proves nothing. */
  outcome: string | null;
  /** How completion was verified, e.g. `tickets`. */
  proof: Proof | null;
  consent: ReportConsent;
  /** Sizes of the sets that follow a merge, by the plural of their things, e.g. `tickets`; null where they were not read. `report.json` has them beside the rest. */
  relations: Record<string, { before: SetSizes | null; after: SetSizes | null }>;
  /** By kind, what hung on the duplicate itself and where it is; null before the merge is done, and where an older version did it. */
  own: Record<string, OwnSeen> | null;
  /** Whether the duplicate could be made anew, as the plan said before. Absent where it said nothing. */
  takeBack?: TakeBack['code'];
  backups: ReportBackup[];
  sentAt: string | null;
  doneAt: string | null;
}

/** Names of fields: those that are opted out, and those of them that had to be written. A dry run only says so. */
export type ReportConsent =
  | 'not checked'
  | {
      optedOut: string[];
      tightened: string[];
      tightenedAgain: string[];
      /** No read shows it: a person has ended it. */
      byWord?: true;
    };

export interface ReportBackup {
  contact: string;
  part: number;
  /** SHA-256 of its `verification.json`. */
  digest: string;
  /** Relative to the backup folder. Holds an e-mail. */
  folder: string;
  /** How many are in it, by their plural. `report.json` has them beside the rest. */
  things: Record<string, number>;
  /** Messages in it that only some people may see; null where they were not counted. */
  privateMessages: number | null;
}

/** The external reference that a primary takes over from a duplicate once its cluster is merged. */
export interface ReportExternalRef {
  cluster: string;
  primary: string;
  /** The duplicate whose reference it was. */
  from: string;
  oldRef: string;
  newRef: string;
  /** Where the ledger has it; `would-change` in a dry run. */
  state: ExternalRefState;
  /** Whether the primary has it now. */
  done: boolean;
  reason: string | null;
  why: Reason | null;
  /** The run that has changed it, or works on it now, when that is another one. */
  otherRun: string | null;
  /** When a write that may have reached the CRM was last begun. */
  sentAt: string | null;
  doneAt: string | null;
}

/** How many pairs. */
export interface ReportCounts {
  /** Merge actions in the plan, without blocked clusters. */
  identified: number;
  blocked: number;
  /** Pairs of the clusters that this run approved: the ones listed. */
  approved: number;
  /** Pairs for which this run may have sent a merge. */
  attempted: number;
  succeeded: number;
  alreadyDone: number;
  wouldMerge: number;
  held: number;
  drifted: number;
  skipped: number;
  failed: number;
  abandoned: number;
  settledMerged: number;
  settledApart: number;
  undone: number;
  takenBack: number;
  notStarted: number;
  open: number;
}

/** What became of the conversations, or whatever else follows, of merged contacts. */
export interface ReportFollowed {
  /** Merged pairs whose things were compared before and after. */
  pairs: number;
  /** Things of their duplicates: all of them name the primary now. */
  followed: number;
}

/** After a complete scan: contacts, and those of them whose number one before them has. */
export interface DuplicateShare {
  /** ISO 8601. */
  at: string;
  contacts: number;
  duplicates: number;
}

/** How a contact base does over time, whichever runs worked on it. */
export interface ReportTargets {
  /** The last scan of each day, the newest at the end. */
  duplicates: DuplicateShare[];
  /** Merged pairs whose kept contact was found not to refuse what it must, and was made to again or waits for it. */
  optOutsBack: number;
  /** Contacts, of the last scan of all. */
  indexedPerMinute: number | null;
  /** Clusters of this run. */
  mergedPerMinute: number | null;
}

/** A cluster of the plan that the run did not take on. */
export interface ReportLeft {
  cluster: string;
  state: ClusterState;
  decision: string;
  strategy: string;
  primary: string;
  duplicates: string[];
  reason: string;
}

/** From the rows of the CSV to the clusters, in contacts. */
export interface ReportContacts {
  /** In the plan's clusters. */
  inClusters: number;
  /** In the clusters that the run has taken on: these pairs are listed. */
  takenOn: number;
  /** Of these, the ones that are kept: one for each cluster. */
  kept: number;
}

/** Of the contacts that this run's merges have kept: what they have after their last one. One that names two of them counts for each. */
export interface ReportConserved {
  /** The plural of the things. */
  many: string;
  contacts: number;
  things: number;
}

/** Messages that only their writer and chosen people may see. */
export interface ReportPrivateMessages {
  /** In the backups of this report's pairs. One that two contacts share counts in the backup of each. */
  backedUp: number;
  /** Backups in which they were not counted: made by an older version. */
  notCounted: number;
  ofOthers: 'cannot be seen by this token and are not in the backups';
}

/** Everything in `report.json` but the pairs. */
export interface ReportHead {
  version: 1;
  run: string;
  plan: string;
  profile: string;
  crm: string;
  org: string;
  dryRun: boolean;
  state: RunState;
  startedAt: string;
  endedAt: string | null;
  writtenAt: string;
  options: RunOptions;
  /**
   * The fields that carry consent, and how many pairs. Where the CRM has none of its own and none is mapped, nothing is checked.
   * `values`: what all contacts of this report had in them when they were backed up, and how each value is read.
   */
  consent: 'not checked' | { fields: string[]; checked: number; tightened: number; values: ConsentValueCount[] };
  /** Pairs of the organization, of whichever run, that are merged and whose kept contact does not refuse what it must. Absent: none. */
  refusalsMissing?: FailedPair[];
  /** Clusters that a matching found, and the fields that it relied on: those compared again with the backups, and those that the CRM does not show. */
  matching?: { clusters: number; again: string[]; not: string[] };
  /** Absent where contacts come from a file, and no base is scanned. */
  targets?: ReportTargets;
  decided: { by: string; choice: string; clusters: number }[];
  resolved: { by: string; as: string; pairs: number }[];
  clusters: Partial<Record<ClusterState, number>>;
  counts: ReportCounts;
  contacts: ReportContacts;
  /** Clusters that are blocked or were not approved. */
  left: ReportLeft[];
  /** What became of the CSV's rows before the plan; null where nobody has said. */
  rowsRead: RowsRead | null;
  /** Tickets, or what the CRM's first relation is about. */
  conserved: ReportConserved;
  redirects: number;
  /** By the plural of their things: what follows a merge beside what a CSV counts. `report.json` has them beside the rest. */
  followed: Record<string, ReportFollowed>;
  privateMessages: ReportPrivateMessages;
  /** Empty where the profile changes none. */
  externalRefs: ReportExternalRef[];
}

/** What `report.json` holds: the entries of `relations`, `things` and `followed` stand in it under their own names. */
export type Report = JsonHead & { pairs: JsonPair[] };

export type JsonHead = Omit<ReportHead, 'followed'> & Record<string, unknown>;

export type JsonPair = Omit<ReportPair, 'relations' | 'backups' | 'proof'> & {
  /** As reports name it, e.g. `tickets`. */
  proof: string | null;
  backups: (Omit<ReportBackup, 'things'> & Record<string, unknown>)[];
} & Record<string, unknown>;
