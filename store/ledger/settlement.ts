/** A person's word on a pair that waits for one. */
export type Resolution = 'resend' | 'abandon' | 'merged';

/** A person's word on a pair that was sent, where nothing can be proven any more. */
export type Settlement = 'settled-merged' | 'settled-apart';

/** A person's word on a pair that is merged, and whose primary does not refuse what all members refuse: the merge stays proven. */
export type ConsentSettlement = 'settled-consent';

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

/** A channel of the contact that was kept, in its own order, without what it is reached by. */
export interface ChannelSeen {
  kind: 'phone' | 'email';
  /** As all members together say it: whether messages are refused, and the places in which marketing is allowed. */
  must: { refused: boolean; marketing: string[] };
  /** As it is read now; null where the CRM does not say. */
  now: { refused: boolean | null; marketing: string[] | null };
}

/** What one look shows of a pair, and what of it is proven. Goes through histories: ids only. */
export interface PairSeen {
  primaryThere: boolean;
  duplicateThere: boolean;
  /** The contact that the CRM itself names as the one that the duplicate is now. */
  pointsTo: string | null;
  /** Null where nobody knows any more what the two had before. */
  things: SeenThings[] | null;
  /** Only where the word is about consent. */
  consent?: ChannelSeen[];
  /** SHA-256 of all of it and of the word that it was shown for, shortened: what a person agrees to. */
  digest: string;
}
