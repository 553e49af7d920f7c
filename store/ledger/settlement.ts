/** A person's word on a pair that was sent, where nothing can be proven any more. */
export type Settlement = 'settled-merged' | 'settled-apart';

/** Where the things that named either contact before the merge was sent are now: ids, as the CRM has them. */
export interface SeenThings {
  /** How the connector calls the relation, e.g. `reported`, and its things, e.g. `tickets`. */
  relation: string;
  things: string;
  /** Proven to be with the contact that was kept. */
  withPrimary: string[];
  withDuplicate: string[];
  /** With neither, or not there any more. */
  withNeither: string[];
  /** Of the duplicate's own, those that are with the primary. */
  moved: string[];
}

/** What one look shows of a pair, and what of it is proven. Goes through histories: ids only. */
export interface PairSeen {
  primaryThere: boolean;
  duplicateThere: boolean;
  /** The contact that the CRM itself names as the one that the duplicate is now. */
  pointsTo: string | null;
  /** Null where nobody knows any more what the two had before. */
  things: SeenThings[] | null;
  /** SHA-256 of all of it and of the word that it was shown for, shortened: what a person agrees to. */
  digest: string;
}
