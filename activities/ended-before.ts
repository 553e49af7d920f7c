import { reasonWords } from '../pages/kit/reason-words.ts';
import type { PairRow } from '../store/ledger/ledger.ts';
import type { Reason, Said } from '../store/reasons.ts';
import type { PairState } from '../store/types.ts';

/**
 * How an earlier try of this very step has ended the pair, when its answer was lost after it was written: said again as the row has it.
 * Null where none of these ends is the pair's. Only for steps that no workflow asks for a pair that has ended already.
 */
export function endedBefore<End extends PairState>(
  { state, reason, why }: Pick<PairRow, 'state' | 'reason' | 'why'>,
  ends: readonly End[],
): ({ kind: End } & Said) | null {
  const kind = ends.find((end) => end === state);
  if (kind === undefined) return null;
  return { kind, ...(why === null ? { reason: reason ?? state } : crossing({ reason: reason ?? state, why })) };
}

/** What of a reason may go into a history: the value of a consent field stays in the store. */
export function crossing({ reason, why }: { reason: string; why: Reason }): { reason: string; why: Reason } {
  if (why.code !== 'consent-unknown') return { reason, why };
  const empty: Reason = { code: why.code, values: { ...why.values, value: null } };
  return { reason: reasonWords(empty), why: empty };
}
