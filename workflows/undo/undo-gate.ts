import { condition, setCurrentDetails } from '@temporalio/workflow';
import type { Reason, StopBy } from '../../store/reasons.ts';
import type { UndoContext } from './undo-context.ts';

/** Waits until the undo may write again. */
export async function whileStopped(context: UndoContext): Promise<void> {
  const { steps, undo, progress } = context;
  for (;;) {
    const { times } = context.heard;
    const word = await steps.hearUndoStop({ undo });
    progress.stopSeq = word.seq;
    progress.paused = word.stopped;
    progress.pauseReason = word.stopped ? (word.why?.code ?? word.reason) : null;
    progress.waitingFor = word.stopped ? 'resume' : 'nothing';
    describeUndo(context);
    if (!word.stopped) return;
    await condition(() => context.heard.times > times);
  }
}

/** Stops the undo by itself, and waits until a person lets it go on. */
export async function stopUndo(context: UndoContext, stop: { by: StopBy; why: Reason }): Promise<void> {
  const { steps, undo } = context;
  await steps.setUndoStop({ undo, stop: true, reason: stop.why.code, ...stop });
  await whileStopped(context);
}

export function describeUndo({ progress }: UndoContext): void {
  const { undone, ended, paused, pauseReason, waitingFor } = progress;
  const where = paused ? `, paused: ${pauseReason ?? ''}` : waitingFor === 'nothing' ? '' : `, waits for ${waitingFor}`;
  setCurrentDetails(`${undone} of ${ended} pairs taken back${where}`);
}
