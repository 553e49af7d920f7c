import type { Contact } from '../contact.ts';
import type { PairReliance, ShownOfCluster } from '../plan.ts';

/** Contacts believed to be one person, and what their grouping knows of it. */
export interface Cluster extends ShownOfCluster {
  id: string;
  /** The key of the address that they have in common. */
  email: string;
  /** Two or more, sorted by id, each id once. */
  members: Contact[];
  relies?: PairReliance[];
  /** Why a person must look, whatever the rules find. Absent: no reason. A grouping never makes a decision easier. */
  doubts?: string[];
  /** A matching has brought them together: whatever its band, a person approves them. */
  isMatched?: boolean;
}

/**
 * Which contacts are one person. It takes them while the rows are read, packed, so that a million fit, and knows no file, no
 * profile and no rule. The same contacts in any order give the same clusters.
 */
export interface Grouping {
  /** Takes a contact. False where nothing of it could be shared with another one: it will be in no cluster. */
  add: (packed: string) => boolean;
  /**
   * Disjoint clusters in order of their ids. Rows with one id are one contact, so groups that share an id of `repeatedIds` are
   * one cluster, and which of its rows counts does not depend on their order.
   * `isAuto`: whether the rules alone merge it.
   */
  clusters: (repeatedIds: ReadonlyMap<string, unknown>, isAuto: (cluster: Cluster) => boolean) => Iterable<Cluster>;
}
