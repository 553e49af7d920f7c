import { replaceAttempt as replace } from '../../store/ledger/merge-steps.ts';
import type { PairState } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { type PairRef, pairKey } from '../pair-ref.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

/** After a lost attempt: a new token, so that a worker thought dead can write nothing any more. Returns where the pair stands. */
export function replaceAttempt(deps: Deps) {
  return (request: { pair: Omit<PairRef, 'token' | 'step'>; token: string }): Promise<PairState> =>
    withHeartbeat(() => replace(deps.db, { key: pairKey(request.pair), token: request.token }));
}
