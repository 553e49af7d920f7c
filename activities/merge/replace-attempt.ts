import { said } from '../../pages/kit/reason-words.ts';
import { readPair } from '../../store/ledger/ledger.ts';
import { replaceAttempt as replace } from '../../store/ledger/merge-steps.ts';
import { type KnownPair, knowsLess } from '../../store/ledger/older-copy.ts';
import { NOT_DONE } from '../../store/pair-states.ts';
import type { Reason } from '../../store/reasons.ts';
import { setStop } from '../../store/runs/runs.ts';
import type { PairState } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { crossing } from '../ended-before.ts';
import { type PairRef, pairKey } from '../pair-ref.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

export interface ReplaceAttempt {
  pair: Omit<PairRef, 'token' | 'step'>;
  token: string;
  /** What the workflow last knew of the pair. Workflows of before do not say it. */
  known?: KnownPair;
  /** The answer says why the pair stands there, too. Workflows of before take the state alone. */
  saysWhy?: true;
}

/** Where a pair stands, and why, where it is put down: the step that said so may have been lost. */
export interface Stands {
  state: PairState;
  why?: Reason;
}

/**
 * After a lost attempt: a new token, so that a worker thought dead can write nothing any more. Returns where the pair stands. A
 * ledger that knows less than the workflow is an older copy of itself: the run stops until a person has looked.
 */
export function replaceAttempt(deps: Deps) {
  return ({ pair, token, known, saysWhy }: ReplaceAttempt): Promise<PairState | Stands> =>
    withHeartbeat(async () => {
      const key = pairKey(pair);
      // Before the token is replaced: afterwards nobody can tell any more, and this try may be lost in between.
      if (known !== undefined && (await knowsLess(deps.db, { key, token, known }))) {
        const { reason, why } = said({ code: 'older-store', values: {} });
        await setStop(deps.db, { runId: pair.cluster.runId, stop: true, reason, by: 'store', why });
      }
      const state = await replace(deps.db, { key, token, ...(known && { known }) });
      if (!saysWhy) return state;
      const why = NOT_DONE.includes(state) ? ((await readPair(deps.db, key))?.why ?? null) : null;
      return why === null ? { state } : { state, why: crossing({ reason: why.code, why }).why };
    });
}
