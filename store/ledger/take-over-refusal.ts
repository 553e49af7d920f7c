import type { PairState } from '../types.ts';
import type { Resolution } from './settlement.ts';

interface Values {
  'pair-not-in-ledger': OfPair;
  'pair-has-ended': OfPair & { state: PairState };
  'pair-in-work': OfPair & { state: PairState; run: string };
  'pair-not-proven': OfPair & { state: PairState; as: Resolution };
  'pair-sent-too-often': { duplicate: string; sends: number; most: number };
  /** A person has said that its two contacts are not one person. */
  'pair-refused': OfPair & { decision: number };
  'pair-never-sent': OfPair;
  'pair-locked': OfPair & { by: string };
  /** A person's word is for what nothing proves. */
  'pair-provable': OfPair & { proven: 'merged' | 'unchanged' };
  'pair-not-both-there': OfPair;
  /** Things of the duplicate's own are with the primary. */
  'pair-things-moved': OfPair & { moved: number; primary: string };
  /** Not what the person was shown. */
  'pair-seen-otherwise': OfPair;
  /** A word on consent is for pairs that are merged and whose primary refuses too little. */
  'pair-consent-stands': OfPair & { state: PairState };
  'word-not-kept': OfPair;
}

/** As a person types it. */
interface OfPair {
  pair: string;
}

/** Why a person's word on a pair cannot be taken. Values are codes, ids and numbers. Words: pages/kit/take-over-words.ts. */
export type TakeOverRefusal = { [Code in keyof Values]: { code: Code; values: Values[Code] } }[keyof Values];
