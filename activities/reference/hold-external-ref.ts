import { saidAgain } from '../../pages/kit/reason-words.ts';
import { claimRefChange, holdRefChange } from '../../store/ledger/ref-changes.ts';
import type { Said } from '../../store/reasons.ts';
import type { Deps } from '../deps.ts';
import { attemptOf } from '../pair-ref.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { type RefStep, refKey } from './change-external-ref.ts';

/** Puts a change of the external reference down for a person: waiting has not helped, or nobody here may wait. */
export function holdExternalRef(deps: Deps) {
  return (request: RefStep & Said): Promise<void> =>
    withHeartbeat(async () => {
      const { cluster } = request;
      const step = { key: refKey(request), attempt: attemptOf(request), runId: cluster.runId };
      const row = await claimRefChange(deps.db, step);
      if (row.state !== 'done') await holdRefChange(deps.db, { ...step, ...saidAgain(request) });
    });
}
