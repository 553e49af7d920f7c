import type { Portion } from '../blocking/portions.ts';
import type { Comparing, Share } from './shares.ts';

/** Others who compare as well. */
export interface Helpers {
  /** From now on they take portions, whichever is next. What is compared becomes theirs too: nobody changes it any more. */
  begin(comparing: Comparing, portions: readonly Portion[]): Round;
}

export interface Round {
  /** The number of a portion that nobody has taken yet; behind the last where there is none. */
  next(): number;
  /** What a helper has found of a portion, once. */
  found(at: number): Share | undefined;
  /** Until a helper has found more. Rejects where one has failed. */
  more(): Promise<void>;
}

/** Nobody. */
export const ALONE: Helpers = {
  begin: () => {
    let next = 0;
    return { next: () => next++, found: () => undefined, more: () => Promise.reject(new Error('Nobody helps')) };
  },
};
