import type { Contact } from './contact.ts';

export type Decision = 'auto' | 'review' | 'blocked';

/** A fixed set of clusters. What is absent is not written, neither as null nor as an empty list. */
export interface Plan {
  /** 2 where any cluster says something that version 1 had no word for. */
  version: PlanVersion;
  /**
   * 64 hex: SHA-256 of the canonical JSON of `{clusters, crm, profile}`, of version 2 of `{clusters, crm, profile, version}`;
   * the clusters without what is only shown.
   */
  digest: string;
  crm: string;
  profile: string;
  clusters: PlanCluster[];
}

export type PlanVersion = 1 | 2;

/** One cluster of the plan. `duplicates` are merged in this order (sorted by id). */
export type PlanCluster = DecidedCluster & ShownOfCluster;

/** What a decision about a cluster is about: its digest, and the plan's, cover all of it. Optional fields are version 2. */
export interface DecidedCluster {
  /** 32 hex: SHA-256 of the sorted contact ids. */
  id: string;
  /** The address that the members have in common; '' (version 2) where something else brought them together. */
  email: string;
  decision: Decision;
  /** The rule that picked the primary, e.g. `cxp-uid`. */
  strategy: string;
  /** Why this decision, in words a person can act on. */
  reason: string;
  primary: string;
  duplicates: string[];
  /** All members, primary included, sorted by id. */
  members: PlanMember[];
  /** Two members each, `a` before `b`, that a person's list keeps apart: it takes no approval as a whole. */
  apart?: PairApart[];
  /** Which values the decision rests on: they are compared once more before anything is sent. */
  relies?: PairReliance[];
  /** Empty fields of the primary that take over a duplicate's value. */
  fill?: FilledField[];
  /** What the primary will say once all are merged, channel by channel. */
  consent?: ConsentChange[];
}

/** What a person is shown beside it. No digest covers it: other figures make no other cluster. */
export interface ShownOfCluster {
  /** How likely it is one person; the scale is the grouping's own. */
  score?: number;
  /** Where the score stands. Never what may happen: that is the decision. */
  band?: 'auto' | 'review';
  evidence?: Evidence[];
  /** What keeps it out of the auto band of a matching, each reason once. */
  notAuto?: KeptOut[];
  /** Ids of contacts that may come up for it once it is merged. */
  later?: string[];
  /** Of each duplicate, whether it can be made anew. Absent: the CRM's own words hold for all. */
  takeBack?: TakeBack[];
}

/** `by-email`: it can, by an e-mail that is its alone; whatever else is why nobody safely could. */
export interface TakeBack {
  duplicate: string;
  code: 'by-email' | 'no-own-email' | 'email-taken-over' | 'no-name-or-place' | 'refused';
}

/** A code of contacts/explain/not-auto-words.ts, and the first two members that it is about, `a` before `b`; of the whole cluster none. */
export interface KeptOut {
  code: string;
  a?: string;
  b?: string;
}

/** What the plan keeps of a contact: enough to explain the decision and to check the backup against. */
export interface PlanMember extends Omit<Contact, 'email' | 'emailWritten' | 'name' | 'action'> {
  /** Absent: its one key is the cluster's e-mail, and written so. */
  keys?: MemberKeys;
  /** As a person writes it. */
  name?: string;
}

/** By what a contact may be found to be somebody: each list in the source's order, the first one is the main one. */
export interface MemberKeys {
  emails?: MemberKey[];
  phones?: MemberKey[];
  externalIds?: MemberKey[];
}

export interface MemberKey {
  written: string;
  /** What of it is compared, e.g. the small letters of an address or the E.164 form of a phone. */
  compared: string;
}

export interface PairApart {
  a: string;
  b: string;
}

/** Two members, `a` before `b`, and the fields in which they were found to agree. */
export interface PairReliance {
  a: string;
  b: string;
  /** `level`: how closely, in the word of the comparison that found it; absent: they are equal. */
  fields: { field: string; level?: string }[];
}

export interface FilledField {
  field: string;
  value: string;
  /** The duplicate whose value it is. */
  from: string;
}

export interface ConsentChange {
  /** E.g. `sms`, or the custom field that carries it. */
  channel: string;
  /** The address or number it is about, where consent is given for each. */
  identifier?: string;
  location?: string;
  before: ConsentWord;
  after: ConsentWord;
}

export type ConsentWord = 'in' | 'out' | 'unknown';

/** One step of the way to a cluster's score. */
export interface Evidence {
  a: string;
  b: string;
  field: string;
  level?: string;
  /** What it adds to the score, or takes from it. */
  weight: number;
}
