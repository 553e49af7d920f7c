import type { Client } from '@temporalio/client';
import type { Db } from '../../store/database.ts';
import { liftEverything, readEverything, stopEverything } from '../../store/orders/everything.ts';
import { newestRuns, type Run, readStop } from '../../store/runs/runs.ts';
import { openUndos } from '../../store/undo/read-undo.ts';
import type { StopMessage } from '../../workflows/messages.ts';
import { Refused } from '../refused.ts';
import { signalRun } from '../signal-run.ts';

export interface EverythingRequest {
  db: Db;
  /** Connects to Temporal when it is needed: after the store has the word. */
  client: () => Promise<Client>;
}

/** Which runs and undos are open, and which of them could not be told: the store's word counts for them all the same. */
export interface EverythingTold {
  runs: string[];
  undos: string[];
  untold: string[];
}

/** From this moment on nothing is sent in this store: by no run, whichever begins later, and by no resolving or undo. */
export async function pauseEverything({
  db,
  by,
  ...rest
}: EverythingRequest & { by: string }): Promise<EverythingTold> {
  await stopEverything(db, { by });
  return tellAll({ db, ...rest }, 'pause');
}

/** Each run goes by its own word again: one that was paused by itself stays so. */
export async function resumeEverything(request: EverythingRequest): Promise<EverythingTold> {
  const { since } = await readEverything(request.db);
  if (since !== null) await liftEverything(request.db);
  return tellAll(request, 'resume');
}

/** Throws Refused while a person has paused all runs: a word that sends would have to wait for that. */
export async function refuseWhilePaused(db: Db): Promise<void> {
  const { since, by } = await readEverything(db);
  if (since === null) return;
  throw new Refused(`All runs of this store are paused by ${by} since ${since}`, {
    todo: { code: 'resume-everything', values: {} },
  });
}

async function tellAll({ db, client }: EverythingRequest, signal: 'pause' | 'resume'): Promise<EverythingTold> {
  const open = (await newestRuns(db)).filter(({ state }) => state === 'open');
  const undos = await openUndos(db);
  const told: EverythingTold = { runs: open.map(({ id }) => id), undos: undos.map(({ id }) => id), untold: [] };
  if (open.length + undos.length === 0) return told;
  const connected = await client();
  const tell = async (run: Run): Promise<void> => {
    const message: StopMessage = { seq: (await readStop(db, run.id)).seq };
    await signalRun({ client: connected, run, signal, message }).catch(() => told.untold.push(run.id));
  };
  /** It asks the store what the word is. */
  const wake = async ({ id, workflowId }: { id: string; workflowId: string }): Promise<void> => {
    const handle = connected.workflow.getHandle(workflowId);
    await handle.signal('wake').catch(() => told.untold.push(id));
  };
  await Promise.all([...open.map(tell), ...undos.map(wake)]);
  return told;
}
