import { join } from 'node:path';
import { CancelledFailure } from '@temporalio/activity';
import { NotInStore } from '../../store/not-in-store.ts';
import { endRun, getRun } from '../../store/runs/runs.ts';
import { noteUnwritten } from '../../store/runs/unwritten-report.ts';
import type { RunState } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { kindOfFailure } from '../ends/kind-of-failure.ts';
import { codeOf } from '../failures.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { type WriteReport, writeReport } from './write-report.ts';

/** Ends the run in the store, and then writes its report. That may fail: the run has ended, and what is missing stands with it. */
export function closeRun(deps: Deps) {
  return (request: { runId: string; state: Exclude<RunState, 'open'> }): Promise<void> =>
    withHeartbeat(async () => {
      const { runId } = request;
      await endRun(deps.db, runId, request.state);
      const run = await getRun(deps.db, runId);
      if (run === null) throw new NotInStore(`Run ${runId}`);
      await tryReport({ ...deps, runId, description: deps.describe(run.crm) });
    });
}

/** A database that is away is waited for, as by every step. Anything else, a disk first of all, nobody can mend by trying again and again. */
async function tryReport(request: WriteReport): Promise<void> {
  try {
    await writeReport(request);
  } catch (error) {
    const { kind } = await kindOfFailure(error, request.db);
    if (error instanceof CancelledFailure || (kind !== 'disk' && kind !== 'own')) throw error;
    const { db, runId, reportsDir } = request;
    const { name, code } = codeOf(error);
    await noteUnwritten(db, runId, { folder: join(reportsDir, runId), failure: code ?? name });
  }
}
