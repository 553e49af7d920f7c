import type { TakeOverRefusal } from '../../store/ledger/take-over-refusal.ts';

type Words = {
  [Code in TakeOverRefusal['code']]: (values: Extract<TakeOverRefusal, { code: Code }>['values']) => string;
};

/** A code without words here does not compile. */
const WORDS: Words = {
  'pair-not-in-ledger': ({ pair }) => `Pair ${pair} is not in the ledger`,
  'pair-has-ended': ({ pair, state }) => `Pair ${pair} is already '${state}'`,
  'pair-in-work': ({ pair, state, run }) =>
    `Pair ${pair} is '${state}' and run ${run} still works on it: wait, or cancel the run`,
  'pair-not-proven': ({ pair, state, as }) =>
    `Pair ${pair} is '${state}': '${as}' needs a merge that provably was not applied`,
  'pair-sent-too-often': ({ duplicate, sends, most }) =>
    `${duplicate} was sent ${sends} times: no more than ${most}. Merge it by hand, then resolve it as 'merged', or abandon it`,
  'pair-never-sent': ({ pair }) => `Pair ${pair} was never sent: start a run for it instead`,
  'pair-locked': ({ pair, by }) => `Pair ${pair} is locked by ${by}: resolve that pair first`,
};

export function isTakeOverRefusal(why: { code: string }): why is TakeOverRefusal {
  return why.code in WORDS;
}

/** Why a person's word on a pair cannot be taken, in words. */
export function takeOverWords(why: TakeOverRefusal): string {
  const words = WORDS[why.code] as (values: TakeOverRefusal['values']) => string;
  return words(why.values);
}
