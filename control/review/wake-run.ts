import type { Client } from '@temporalio/client';
import type { Run } from '../../store/runs/runs.ts';
import { signalRun } from '../signal-run.ts';

/** Tells a run that something of it was decided, which the store has already. Whether it heard: whoever is told must say it again later. */
export async function wakeRun({ client, run }: { client: () => Promise<Client>; run: Run }): Promise<boolean> {
  try {
    await signalRun({ client: await client(), run, signal: 'wake' });
    return true;
  } catch {
    return false;
  }
}
