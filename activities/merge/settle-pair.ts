import { ApplicationFailure } from '@temporalio/activity';
import { said } from '../../pages/kit/reason-words.ts';
import { takeOverWords } from '../../pages/kit/take-over-words.ts';
import { readPair } from '../../store/ledger/ledger.ts';
import { typedPairName } from '../../store/ledger/pair-name.ts';
import { settlePair as settle, settleRefusal } from '../../store/ledger/settle-pair.ts';
import type { PairSeen, Settlement } from '../../store/ledger/settlement.ts';
import type { TakeOverRefusal } from '../../store/ledger/take-over-refusal.ts';
import type { PairKey } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { type Seen, seePair } from './see-pair.ts';

export interface SettleRequest {
  key: PairKey;
  as: Settlement;
  token: string;
  /** The person's word, as the store has it, and the digest of what the person was shown. Without: nothing is written. */
  word?: { id: number; digest: string };
}

export interface Settled {
  state: Settlement | null;
  seen: PairSeen;
}

/**
 * Looks at a pair that was sent, and with a person's word ends it. Refused where a look proves what became of it, where the word does
 * not fit what is seen, and where that is not what the person was shown any more.
 */
export function settlePair(deps: Deps) {
  return ({ key, as, token, word }: SettleRequest): Promise<Settled> =>
    withHeartbeat(async (_beat, signal) => {
      const row = await readPair(deps.db, key);
      const isDone = row !== null && row.token === token && row.state === as;
      const refused = isDone ? null : await settleRefusal(deps.db, key, row);
      if (refused !== null || row === null) throw refusal(refused);
      const { proven, fullIds, ...seen } = await seePair(deps, { key, row, as, options: { signal } });
      if (isDone) return { state: as, seen };
      const unfit = await misfit(deps, { key, as, seen: { proven, fullIds, ...seen }, digest: word?.digest ?? null });
      if (unfit !== null) throw refusal(unfit);
      if (word === undefined) return { state: null, seen };
      const survivor = await survivorOf(deps, { key, pointsTo: seen.pointsTo, fullId: fullIds.primary, signal });
      const request = { key, as, token, word: word.id, survivor, duplicateFullId: fullIds.duplicate };
      const settled = await settle(deps.db, request, said({ code: as, values: {} }));
      if ('refused' in settled) throw refusal(settled.refused);
      return { state: settled.state, seen };
    });
}

interface Fitting {
  key: PairKey;
  as: Settlement;
  seen: Seen;
  digest: string | null;
}

async function misfit(deps: Deps, { key, as, seen, digest }: Fitting): Promise<TakeOverRefusal | null> {
  const pair = await typedPairName(deps.db, key);
  if (seen.proven !== null) return { code: 'pair-provable', values: { pair, proven: seen.proven } };
  if (as === 'settled-apart') {
    if (!seen.primaryThere || !seen.duplicateThere) return { code: 'pair-not-both-there', values: { pair } };
    const moved = (seen.things ?? []).reduce((sum, one) => sum + one.moved.length, 0);
    if (moved > 0) return { code: 'pair-things-moved', values: { pair, moved, primary: key.primaryId } };
  }
  return digest === null || digest === seen.digest ? null : { code: 'pair-seen-otherwise', values: { pair } };
}

/** Where the CRM itself says that the duplicate is another contact now, the redirect leads there. */
async function survivorOf(
  deps: Deps,
  { key, pointsTo, fullId, signal }: { key: PairKey; pointsTo: string | null; fullId: string; signal: AbortSignal },
): Promise<{ id: string; fullId: string }> {
  if (pointsTo === null || pointsTo === key.primaryId) return { id: key.primaryId, fullId };
  const { crm } = await deps.crmFor(key);
  const other = await crm.readContact(pointsTo, { signal });
  return { id: pointsTo, fullId: other.kind === 'alive' ? other.contact.id : pointsTo };
}

function refusal(refused: TakeOverRefusal | null): ApplicationFailure {
  if (refused === null) return ApplicationFailure.nonRetryable('The pair is not in the ledger', 'CannotResolve');
  return ApplicationFailure.nonRetryable(takeOverWords(refused), 'CannotResolve', refused);
}
