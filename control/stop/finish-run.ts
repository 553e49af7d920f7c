import type { Client } from '@temporalio/client';
import type { Run } from '../../store/runs/runs.ts';
import { signalRun } from '../signal-run.ts';

/** The run ends as soon as what is approved has ended; the undecided are left for a later run. */
export async function finishRun(request: { client: Client; run: Run }): Promise<void> {
  await signalRun({ ...request, signal: 'finish' });
}
