import type { Client } from '@temporalio/client';
import type { Db } from '../store/database.ts';
import { oneAtATime } from '../store/one-at-a-time.ts';
import { failOpenRuns, getRun, type Run } from '../store/runs/runs.ts';
import { isRunning } from './start-run.ts';

/**
 * A run whose workflow is gone (terminated, or its server was wiped) is open no more: its pairs can be taken, its merges taken back. One that is
 * just being started has no workflow yet, and is waited for. Returns the run as it is then.
 */
export async function endIfGone({ client, db, run }: { client: Client; db: Db; run: Run }): Promise<Run> {
  if (run.state !== 'open' || (await isRunning(client, run.workflowId))) return run;
  return oneAtATime(db, `starts of ${run.crm} ${run.org}`, async () => {
    if (await isRunning(client, run.workflowId)) return run;
    await failOpenRuns(db, run.workflowId);
    return (await getRun(db, run.id)) ?? run;
  });
}
