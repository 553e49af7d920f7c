import { saidAgain } from '../../pages/kit/reason-words.ts';
import { claim, transition } from '../../store/ledger/ledger.ts';
import { endUnsent } from '../../store/ledger/merge-steps.ts';
import { UNSENT } from '../../store/pair-states.ts';
import type { Said } from '../../store/reasons.ts';
import type { Deps } from '../deps.ts';
import { attemptOf, type PairRef, pairKey } from '../pair-ref.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

/**
 * Ends a pair that was not sent: `skipped` (its backup failed), `held`, `not-started` (cancelled), or `not-applied` again (its
 * second sending was refused). A sent one can only be held, with its locks.
 */
export function endPair(deps: Deps) {
  return (
    request: {
      pair: PairRef;
      to: 'skipped' | 'held' | 'not-started' | 'not-applied';
    } & Said,
  ): Promise<void> =>
    withHeartbeat(async () => {
      const key = pairKey(request.pair);
      const attempt = attemptOf(request.pair);
      const because = saidAgain(request);
      const row = await claim(deps.db, key, attempt);
      if ((row.state === 'sent' || row.state === 'merged') && request.to === 'held') {
        await transition(deps.db, { key, attempt, from: [row.state], to: 'held', ...because });
      }
      if (!UNSENT.includes(row.state)) return;
      await endUnsent(deps.db, { key, attempt, from: UNSENT, to: request.to, ...because });
    });
}
