import type { Client } from '@temporalio/client';
import type { Db } from '../../store/database.ts';
import { type UndoHead, type UndoPairSeen, type UndoWait, undoPairsOf, undoWait } from '../../store/undo/read-undo.ts';
import type { UndoPairState } from '../../store/undo/types.ts';
import { isRunning } from '../start-run.ts';
import { stepsOf, type WaitingStep } from '../status/waiting-steps.ts';
import { findUndo } from './undo-name.ts';

/** How far an undo is. */
export interface UndoStatus extends UndoHead {
  /** Pairs by where they stand. */
  counts: Partial<Record<UndoPairState, number>>;
  /** Whether its workflow runs; null where it has ended. */
  running: boolean | null;
  /** Which pair waits for a contact that somebody else is at work on; null where none does. */
  waitsFor: UndoWait | null;
  pairs: UndoPairSeen[];
  /** Steps that do not go on at this moment, with their last failure and when they are tried again. */
  steps: WaitingStep[];
}

/** Throws Refused where the store has no such undo. */
export async function readUndoStatus(request: {
  db: Db;
  client: () => Promise<Client>;
  name: string;
}): Promise<UndoStatus> {
  const { db, client, name } = request;
  const undo = await findUndo(db, name);
  const pairs = await undoPairsOf(db, undo.id);
  const counts: UndoStatus['counts'] = {};
  for (const { state } of pairs) counts[state] = (counts[state] ?? 0) + 1;
  const running = undo.state === 'open' ? await isRunning(await client(), undo.workflowId) : null;
  const steps = running === true ? await stepsOf(await client(), undo.workflowId) : [];
  return { ...undo, counts, running, waitsFor: await undoWait(db, undo.id), pairs, steps };
}
