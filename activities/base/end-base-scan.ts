import { ApplicationFailure } from '@temporalio/activity';
import { completeScan, FoundNobody } from '../../store/base/complete-scan.ts';
import { cancelScan, readScan } from '../../store/base/scans.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { type ScanSeen, seenOf } from './open-base-scan.ts';
import type { ScanRef } from './scan-ref.ts';

/** Plans are made from it from now on. A base without anybody is taken for a mistake, and changes nothing. */
export function completeBaseScan(deps: Deps) {
  return (request: ScanRef): Promise<ScanSeen> =>
    withHeartbeat(async () => {
      deps.failpoint('scan.listed');
      const { isFull, contacts } = await readScan(deps.db, request.scan);
      try {
        if (isFull && contacts === 0) throw new FoundNobody(request.scan);
        const scan = await completeScan(deps.db, request);
        deps.failpoint('scan.complete');
        return seenOf(scan);
      } catch (error) {
        if (!(error instanceof FoundNobody)) throw error;
        // There is nothing to go on with: the next one begins anew.
        await cancelScan(deps.db, request.scan);
        throw ApplicationFailure.nonRetryable(error.message, error.name);
      }
    });
}

/** The last complete scan stays in force. */
export function cancelBaseScan(deps: Deps) {
  return (request: { scan: number }): Promise<void> => withHeartbeat(() => cancelScan(deps.db, request.scan));
}
