import { CancelledFailure } from '@temporalio/activity';
import { appendAudit } from '../../store/audit/append-audit.ts';
import type { Deps } from '../deps.ts';
import { kindOfFailure } from '../ends/kind-of-failure.ts';

/**
 * What the run has noted for its audit comes into the file. A disk that does not take it now keeps nobody from going on: the end of the run
 * writes what is missing, or says that it cannot.
 */
export async function tryAudit({ db, reportsDir, failpoint }: Deps, { runId }: { runId: string }): Promise<void> {
  try {
    await appendAudit(db, { runId, reportsDir, onAppended: () => failpoint('audit.appended') });
  } catch (error) {
    const { kind } = await kindOfFailure(error, db);
    if (error instanceof CancelledFailure || kind !== 'disk') throw error;
  }
}
