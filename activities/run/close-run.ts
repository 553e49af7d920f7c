import { NotInStore } from '../../store/not-in-store.ts';
import { endRun, getRun } from '../../store/runs/runs.ts';
import type { RunState } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { writeReport } from './write-report.ts';

/** Ends the run in the store and writes its report. */
export function closeRun(deps: Deps) {
  return (request: { runId: string; state: Exclude<RunState, 'open'> }): Promise<void> =>
    withHeartbeat(async () => {
      await endRun(deps.db, request.runId, request.state);
      const run = await getRun(deps.db, request.runId);
      if (run === null) throw new NotInStore(`Run ${request.runId}`);
      await writeReport({ ...deps, runId: request.runId, description: deps.describe(run.crm) });
    });
}
