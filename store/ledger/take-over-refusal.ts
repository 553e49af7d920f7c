import type { PairState } from '../types.ts';
import type { Resolution } from './resolution.ts';

interface Values {
  'pair-not-in-ledger': OfPair;
  'pair-has-ended': OfPair & { state: PairState };
  'pair-in-work': OfPair & { state: PairState; run: string };
  'pair-not-proven': OfPair & { state: PairState; as: Resolution };
  'pair-sent-too-often': { duplicate: string; sends: number; most: number };
  'pair-never-sent': OfPair;
  'pair-locked': OfPair & { by: string };
}

/** As a person types it. */
interface OfPair {
  pair: string;
}

/** Why a person's word on a pair cannot be taken. Values are codes, ids and numbers. Words: pages/kit/take-over-words.ts. */
export type TakeOverRefusal = { [Code in keyof Values]: { code: Code; values: Values[Code] } }[keyof Values];
