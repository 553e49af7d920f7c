import { isComplianceFailed, noteFailed, reopenKept } from '../../store/ledger/consent/compliance.ts';
import { readPair } from '../../store/ledger/ledger.ts';
import { replaceAttempt } from '../../store/ledger/merge-steps.ts';
import type { PairKey } from '../../store/types.ts';
import { keepChannels } from '../carrying/keep-channels.ts';
import type { Deps } from '../deps.ts';
import { retryRead } from '../retry-reads.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

export type LookedConsent =
  /** The pair waits for it no more. */
  | { kind: 'over' }
  | { kind: 'open' }
  /** Read back; the pair is `sent` again, and is looked at to its end. */
  | { kind: 'kept'; runId: string; part: number };

/** Refuses once more what the primary must refuse, reads it back, and says so once a day for as long as it is not so. */
export function lookConsent(deps: Deps) {
  return ({ key, token }: { key: PairKey; token: string }): Promise<LookedConsent> =>
    withHeartbeat(async (_beat, signal) => {
      const { db } = deps;
      const before = await readPair(db, key);
      const attempt = { token, seq: 0 };
      if (before?.token === token && before.state === 'sent') {
        const again = await reopenKept(db, { key, attempt });
        return again === null ? { kind: 'over' } : { kind: 'kept', ...again };
      }
      if (before === null || !isComplianceFailed(before)) return { kind: 'over' };
      await noteFailed(db, key);
      const record = before.consent;
      if (record?.union === undefined) return { kind: 'over' };
      const { crm } = await deps.crmFor(key);
      const primary = await retryRead(() => crm.readContact(key.primaryId, { signal }));
      if (primary.kind === 'gone') return { kind: 'open' };
      await replaceAttempt(db, { key, token });
      const kept = await keepChannels(deps, {
        ...{ key, attempt, signal, record, union: record.union },
        row: { ...before, token },
        primaryRaw: primary.contact.raw,
      });
      if (kept.kind === 'loose') return { kind: 'open' };
      const taken = await reopenKept(db, { key, attempt });
      return taken === null ? { kind: 'over' } : { kind: 'kept', ...taken };
    });
}
