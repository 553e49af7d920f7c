import { uuid4 } from '@temporalio/workflow';
import type { Settlement } from '../../store/ledger/settlement.ts';
import type { PairKey } from '../../store/types.ts';
import type { Steps } from '../steps.ts';
import type { ResolvePairInput, ResolveResult } from '../types.ts';

/** Shows what one look proves of a pair and what not, or ends the pair on a person's word, which the store has. */
export async function settle(
  { steps }: Steps,
  { key, as, word }: { key: PairKey; as: Settlement; word: ResolvePairInput['word'] },
): Promise<ResolveResult> {
  const { state, seen } = await steps.settlePair({ key, as, token: uuid4(), ...(word && { word }) });
  return { outcome: state ?? 'held', reason: null, seen };
}
