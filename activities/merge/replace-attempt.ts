import { said } from '../../pages/kit/reason-words.ts';
import { replaceAttempt as replace } from '../../store/ledger/merge-steps.ts';
import type { KnownPair } from '../../store/ledger/older-copy.ts';
import { setStop } from '../../store/runs/runs.ts';
import type { PairState } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { type PairRef, pairKey } from '../pair-ref.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

export interface ReplaceAttempt {
  pair: Omit<PairRef, 'token' | 'step'>;
  token: string;
  /** What the workflow last knew of the pair. Workflows of before do not say it. */
  known?: KnownPair;
}

/**
 * After a lost attempt: a new token, so that a worker thought dead can write nothing any more. Returns where the pair stands. A
 * ledger that knows less than the workflow is an older copy of itself: the run stops until a person has looked.
 */
export function replaceAttempt(deps: Deps) {
  return ({ pair, token, known }: ReplaceAttempt): Promise<PairState> =>
    withHeartbeat(async () => {
      const replaced = await replace(deps.db, { key: pairKey(pair), token, ...(known && { known }) });
      if (replaced.isOlderCopy) {
        const { reason, why } = said({ code: 'older-store', values: {} });
        await setStop(deps.db, { runId: pair.cluster.runId, stop: true, reason, by: 'store', why });
      }
      return replaced.state;
    });
}
