import { said } from '../../pages/kit/reason-words.ts';
import { claim } from '../../store/ledger/ledger.ts';
import { lockedBySibling } from '../../store/ledger/locked-contacts.ts';
import { endUnsent } from '../../store/ledger/merge-steps.ts';
import { typedPairName } from '../../store/ledger/pair-name.ts';
import { UNSENT } from '../../store/pair-states.ts';
import type { Reason, Said } from '../../store/reasons.ts';
import type { PairKey } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { attemptOf, type PairRef, pairKey } from '../pair-ref.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

/**
 * Leaves a pair for a later run, because one before it in its cluster was held: by name, and as no fault of its own. `behind`: the
 * duplicate of the pair that ended the cluster, where one did. Null where nothing keeps the pair from its turn.
 */
export function leavePair(deps: Deps) {
  return (request: { pair: PairRef; behind: string | null }): Promise<Required<Said> | null> =>
    withHeartbeat(async () => {
      const key = pairKey(request.pair);
      const attempt = attemptOf(request.pair);
      const row = await claim(deps.db, key, attempt);
      if (row.state === 'not-started' && row.why !== null) return said(row.why);
      if (!UNSENT.includes(row.state)) return null;
      const why = await inTheWay(deps, key, request.behind);
      if (why === null) return null;
      await endUnsent(deps.db, { key, attempt, from: UNSENT, to: 'not-started', ...said(why) });
      return said(why);
    });
}

async function inTheWay({ db }: Deps, key: PairKey, behind: string | null): Promise<Reason | null> {
  const sibling = await lockedBySibling(db, key);
  if (sibling !== null) return { code: 'waits-for', values: { pair: sibling.name } };
  if (behind === null) return null;
  return { code: 'cluster-held', values: { pair: await typedPairName(db, { ...key, duplicateId: behind }) } };
}
