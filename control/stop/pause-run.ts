import type { Client } from '@temporalio/client';
import type { Db } from '../../store/database.ts';
import { type Run, type StopState, setStop } from '../../store/runs/runs.ts';
import type { StopMessage } from '../../workflows/messages.ts';
import { refuseEnded, signalRun } from '../signal-run.ts';

export interface StopRequest {
  db: Db;
  /** Connects to Temporal when it is needed: after the store has the word. */
  client: () => Promise<Client>;
  run: Run;
}

/** From this moment on no merge of the run is sent: the store says so at once, the workflow hears of it afterwards. */
export function pauseRun(request: StopRequest & { reason: string }): Promise<StopState> {
  return speak(request, { stop: true, reason: request.reason });
}

/** Merges may be sent again, under a higher number than any earlier word. */
export function resumeRun(request: StopRequest): Promise<StopState> {
  return speak(request, { stop: false, reason: null });
}

async function speak(
  { db, client, run }: StopRequest,
  { stop, reason }: { stop: boolean; reason: string | null },
): Promise<StopState> {
  refuseEnded(run);
  const by = stop ? 'person' : undefined;
  const word = await setStop(db, { runId: run.id, stop, reason, by });
  const message: StopMessage = { seq: word.seq };
  await signalRun({ client: await client(), run, signal: stop ? 'pause' : 'resume', message });
  return word;
}
