import { counted, nounFor } from '../../contacts/words/counted.ts';
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
    `${duplicate} was sent ${counted(sends, 'time')}: no more than ${most}. Merge it by hand, then resolve it as 'merged', or abandon it`,
  'pair-refused': ({ pair, decision }) =>
    `Pair ${pair} is not sent again: a person has said that the two are not one person, decision ${decision}`,
  'pair-never-sent': ({ pair }) => `Pair ${pair} was never sent: start a run for it instead`,
  'pair-provable': ({ pair, proven }) =>
    proven === 'merged'
      ? `Pair ${pair} is merged, as a look proves: resolve it as 'merged'`
      : `Pair ${pair} is as it was: resolve it as 'merged', which looks until that is proven, and then as 'abandon' or 'resend'`,
  'pair-not-both-there': ({ pair }) => `Pair ${pair} cannot be settled as apart: not both of its contacts are there`,
  'pair-things-moved': ({ pair, moved, primary }) =>
    `Pair ${pair} cannot be settled as apart: ${counted(moved, 'thing', 'things')} that only the duplicate had ${nounFor(moved, 'is', 'are')} with ${primary}`,
  'pair-seen-otherwise': ({ pair }) =>
    `What the CRM shows of pair ${pair} is not what the digest stands for: look again, without the digest`,
  'pair-consent-stands': ({ pair, state }) =>
    `Pair ${pair} is '${state}', and its refusals wait for nobody: 'settled-consent' is for a merged pair that was held for them`,
  'word-not-kept': ({ pair }) => `The word on pair ${pair} is not in the store, or has counted already: say it again`,
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
