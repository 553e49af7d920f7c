import type { PlainConsent } from '../contacts/base/merging/plain-consent.ts';
import type { ShortNames } from '../contacts/names/short-names.ts';
import type { RowsRead } from '../contacts/planning/rows-read.ts';
import type { ConsentMapping, OptOuts, OptOutWords } from '../contacts/rules/consent.ts';

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
  /** Ended on a person's word alone: nothing proves it. */
  | 'settled-merged'
  | 'settled-apart'
  /** Merged by us, and taken back by an undo. */
  | 'undone'
  /** Of an export from before an undo: the contact is back under another id, and nothing is done. */
  | 'taken-back'
  | 'would-merge';

/** Where the change of a primary's external reference stands; `would-change` is where a dry run ends. */
export type ExternalRefState = 'planned' | 'sent' | 'done' | 'held' | 'would-change';

/**
 * What proves that a merge is done; see judge-merge.ts. `by reported`: things of that relation, which only the duplicate had,
 * have followed. `earlier`: a pair of another cluster has merged the same two contacts before, and was proven then. Stored as written here; store/reports/proof-text.ts and pages/report/proof-words.ts have the words.
 */
export type Proof = `by ${string}` | 'pointer' | 'gone after 200' | 'gone twice' | 'a person' | 'earlier';

export type RunMode = 'real' | 'dry';

/** Where a cluster stands in one run. */
export type ClusterState =
  | 'undecided'
  | 'approved'
  | 'rejected'
  /** A person does not want it in this run. */
  | 'later'
  | 'blocked'
  /** Left to another run, which was open and had the same contacts when this one was made. */
  | 'in-other-run'
  /** A person decided otherwise: other clusters stand for it, or it for them again. */
  | 'replaced'
  | 'started'
  | 'done'
  | 'held'
  | 'skipped'
  | 'drifted'
  | 'failed'
  | 'not-started';

export type RunState = 'open' | 'done' | 'cancelled' | 'failed';

/** Where the report of a run that has ended should be, and why it is not there. */
export interface UnwrittenReport {
  folder: string;
  /** A code: the system's, e.g. EACCES, or the class of the error. */
  failure: string;
}

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

/** What hangs on the contact itself, and the files that any of it names. What was not read is absent, and is not known. */
export interface OwnThings {
  /** Ids of what people wrote on the contact, sorted. */
  comments?: string[];
  /** By the connector's name for it, e.g. `associations`: ids, sorted. */
  lists?: Record<string, string[]>;
  /** Ids of the files that the contact, its comments and the things in `relations` name, sorted. */
  files?: string[];
}

/** What a person chose when starting a run. */
export interface RunOptions {
  /** Clusters that must all end well before the others start; at least 1. `start` takes 5 where nobody says. */
  canary: number;
  /** Clusters in flight at once; at least 1. `start` takes 20. */
  window: number;
  /** Most clusters to start in this run, at least 1; null for all. */
  limit: number | null;
  /** `auto`: what the rules are sure of starts without a person. `none`: every cluster waits for approval. */
  approve: 'auto' | 'none';
  /** It ends with what is approved: the undecided are left for a later run. Absent: it waits for them. */
  finish?: true;
  /** SHA-256 of the CSV the run came from, when there was one. */
  csvDigest: string | null;
  /** Of a plan of a contact base: the complete scan that it was made of; `unknown` where nobody knows, as of a file's. Absent: of a version of before. */
  scan?: { id: number; endedAt: string } | 'unknown';
  /** So many contacts' numbers are read otherwise, by another library or region, and nobody had seen that when the run was made. */
  changedKeys?: number;
  /** What became of the CSV's rows before the plan. Absent: nobody has said. */
  rowsRead?: RowsRead;
  /** Two looks that prove a merge was not applied are so far apart, in milliseconds. @default 180,000 */
  looksApartMs?: number;
  /** From the rules file: custom fields that carry consent. None: consent is not checked. */
  consent?: ConsentMapping[];
  /** From the rules file: given names and their short forms. Absent: those of the product. */
  shortNames?: ShortNames;
}

/** What the consent step found and did for a pair. */
export interface ConsentRecord {
  /** Whether the step has ended: until then `strict` is not complete. */
  checked: boolean;
  /** What the strictest of all members says: the primary must say so too, before the merge and ever after. */
  strict: OptOuts;
  /** All texts that opt a field out: one that says any of them is strict. Absent: only that of `strict`. */
  words?: OptOutWords;
  /** Fields that were not as strict on one of the two contacts; in a dry run they were left so. */
  tightened: string[];
  /** Fields that the merge loosened, and that were tightened again. */
  again: string[];
  /** Contact to a digest of all else of it, taken before our write: it tells our own write from anybody else's change. */
  written: Record<string, string>;
  /** Where consent stands in channels: what all members together allow. `strict` is empty then, and fields are kinds of channels. */
  union?: PlainConsent;
  /**
   * Contact to what it said itself before the first refusal of ours reached it: those of a cluster that are merged later are backed up only after
   * that. Where consent stands in channels.
   */
  said?: Record<string, PlainConsent>;
  /** The number of the word by which a person has ended it, where no read shows `union`: never reported as proven. */
  settled?: number;
  /** Contact to when it was changed last, as the CRM says it, where that was our own write: the plan has an older moment. */
  moments?: Record<string, string>;
}

/** What may mean that two contacts are two people. */
export type DoubtKind = 'names' | 'states' | 'match';

/** What was seen of one contact: its name, the word for its state, or what it has in a field that a matching relied on. */
export interface SeenOfPerson {
  contact: string;
  says: string;
  /** Of a matching: which field, as plans name it. */
  field?: string;
}

/** A doubt as a person is shown it. */
export interface ShownDoubt {
  kind: DoubtKind;
  seen: SeenOfPerson[];
}

/** Of one kind of what hung on a duplicate itself: how many, and how many of them the primary had after the merge. Null: that cannot be seen. */
export interface OwnSeen {
  had: number;
  withPrimary: number | null;
}

/** How many of something each contact of a pair has. */
export interface SetSizes {
  primary: number;
  duplicate: number;
}
