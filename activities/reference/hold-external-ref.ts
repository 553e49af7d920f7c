import { saidAgain } from '../../pages/kit/reason-words.ts';
import { claimExternalRefChange, holdExternalRefChange } from '../../store/ledger/external-ref-changes.ts';
import type { Said } from '../../store/reasons.ts';
import type { Deps } from '../deps.ts';
import { attemptOf } from '../pair-ref.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { type ExternalRefStep, externalRefKey } from './change-external-ref.ts';

/** Puts a change of the external reference down for a person: waiting has not helped, or nobody here may wait. */
export function holdExternalRef(deps: Deps) {
  return (request: ExternalRefStep & Said): Promise<void> =>
    withHeartbeat(async () => {
      const { cluster } = request;
      const step = { key: externalRefKey(request), attempt: attemptOf(request), runId: cluster.runId };
      const row = await claimExternalRefChange(deps.db, step);
      if (row.state !== 'done') await holdExternalRefChange(deps.db, { ...step, ...saidAgain(request) });
    });
}
