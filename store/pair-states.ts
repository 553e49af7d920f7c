import type { PairState } from './types.ts';

/** Nothing that a merge needs has left us: whatever becomes of such a pair, the CRM knows nothing of it. */
export const UNSENT: PairState[] = ['approved', 'backed-up', 'verified', 'consent-tightened', 'fresh', 'intent'];

/** As `UNSENT`, or put down before it was sent: once more, where an earlier request had no effect. */
export const NOT_SENT: PairState[] = [...UNSENT, 'skipped', 'drifted', 'not-started', 'taken-back'];

/** On its way through the protocol. */
export const UNDER_WAY: PairState[] = [...UNSENT, 'sent', 'merged'];

/** Put down by its run, and a person's word is the only way on. */
export const WAITS_FOR_PERSON: PairState[] = ['held', 'not-applied', 'partial', 'conflict'];

/** Put down by its run, whether a person or the next run takes it up. */
export const NOT_DONE: PairState[] = [...WAITS_FOR_PERSON, 'skipped', 'drifted', 'not-started'];

/** Ended on a person's word, which nothing proves. */
export const BY_WORD: PairState[] = ['settled-merged', 'settled-apart'];

/** A merge was made and proven, taken back since or not. A person's word is no proof. */
export const MERGE_MADE: PairState[] = ['done', 'undone'];

/** The ledger says that a merge was made: by proof, or on a person's word. */
export const SAID_MERGED: PairState[] = [...MERGE_MADE, 'settled-merged'];

/** Merged, or given up, settled or taken back by a person: no run touches the pair any more. */
export const FINAL: PairState[] = [...MERGE_MADE, 'abandoned', ...BY_WORD];

/** As far as its run could bring it. */
export const SETTLED: PairState[] = [...FINAL, 'would-merge', 'taken-back'];

/** The merge went well, or would have: what a dry run comes to instead. */
export const WENT_WELL: PairState[] = ['done', 'would-merge'];

/** The CRM has merged it, whether or not all of it could be verified then. */
export const MERGED: PairState[] = ['merged', 'done'];

/** What a new run begins anew; every other state is kept as it is. */
export const BEGUN_ANEW: PairState[] = [
  'approved',
  'intent',
  'backed-up',
  'verified',
  'consent-tightened',
  'fresh',
  'skipped',
  'drifted',
  'not-started',
  'taken-back',
  'would-merge',
];

/** Sent, and not known to be merged: looked at again, it may still turn out to be. */
export const MAY_BE_MERGED: PairState[] = ['sent', ...WAITS_FOR_PERSON];
