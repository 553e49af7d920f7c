import { WorkflowNotFoundError } from '@temporalio/common';
import type { Reason } from '../../store/reasons.ts';
import { failUndo } from '../../store/undo/pairs.ts';
import type { UndoHead } from '../../store/undo/read-undo.ts';
import { setUndoStop } from '../../store/undo/stop.ts';
import type { StopMessage } from '../../workflows/messages.ts';
import type { Control } from '../open-control.ts';
import { Refused } from '../refused.ts';
import { findUndo } from './undo-name.ts';

export type UndoWord = 'pause' | 'resume' | 'cancel';

const CANCELLED: Reason = { code: 'run-cancelled', values: {} };

/** Tells an open undo: the store has the word at once, its workflow hears of it afterwards. Throws Refused for one that has ended. */
export async function sayToUndo(
  { db, client }: Pick<Control, 'db' | 'client'>,
  { name, word, reason }: { name: string; word: UndoWord; reason: string | null },
): Promise<UndoHead> {
  const undo = await findUndo(db, name);
  if (undo.state !== 'open') throw new Refused(`Undo ${undo.id} has ended as '${undo.state}'`);
  const said = await setUndoStop(db, {
    undoId: undo.id,
    stop: word !== 'resume',
    reason: word === 'cancel' ? 'cancelled' : word === 'pause' ? (reason ?? 'by a person') : null,
    by: word === 'cancel' ? 'cancel' : word === 'pause' ? 'person' : undefined,
    why: word === 'cancel' ? CANCELLED : undefined,
  });
  const handle = (await client()).workflow.getHandle(undo.workflowId);
  const message: StopMessage = { seq: said.seq };
  try {
    await (word === 'cancel' ? handle.cancel() : handle.signal(word, message));
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    await failUndo(db, undo.id);
    throw new Refused(`The workflow of undo ${undo.id} does not run any more: another undo goes on where it was`);
  }
  return undo;
}
