import type { Contact } from './contact.ts';

export type Decision = 'auto' | 'review' | 'blocked';

/** One cluster of the plan. `duplicates` are merged in this order (sorted by id). */
export interface PlanCluster {
  /** 32 hex: SHA-256 of the sorted contact ids. */
  id: string;
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
}

/** What the plan keeps of a contact: enough to explain the decision and to check the backup against. */
export type PlanMember = Omit<Contact, 'email' | 'action'>;

/** A fixed set of clusters. `digest` is the SHA-256 (64 hex) of the canonical JSON of `{profile, crm, clusters}`. */
export interface Plan {
  version: 1;
  digest: string;
  crm: string;
  profile: string;
  clusters: PlanCluster[];
}
