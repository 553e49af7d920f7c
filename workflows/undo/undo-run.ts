import {
  ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  CancelledFailure,
  condition,
  continueAsNew,
  isCancellation,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { isFailure } from '../failure-type.ts';
import { isContinued } from '../is-continued.ts';
import { isLong } from '../is-long.ts';
import { pauseSignal, resumeSignal, wakeSignal } from '../messages.ts';
import { proxySteps } from '../steps.ts';
import { FIRST_STEP_TIMING } from '../timing.ts';
import {
  type UndoContext,
  type UndoProgress,
  type UndoRunInput,
  type UndoRunResult,
  undoProgressQuery,
} from './undo-context.ts';
import { describeUndo, whileStopped } from './undo-gate.ts';
import { hasEnded, undoPair } from './undo-pair.ts';

const CANCELLED = { reason: 'run-cancelled', by: 'cancel', why: { code: 'run-cancelled', values: {} } } as const;

/**
 * Takes merges back, the newest first, by an order that stands in the store; a preview only looks. Whatever is said to it by a signal, the store
 * is asked.
 */
export async function undoRun(input: UndoRunInput): Promise<UndoRunResult> {
  const undo = named(input);
  const progress: UndoProgress = (isContinued() ? input.carried : undefined) ?? begin(undo);
  const heard = { times: 0 };
  const hear = (): void => {
    heard.times += 1;
  };
  setHandler(undoProgressQuery, () => progress, { description: 'What has been taken back, and what it waits for' });
  setHandler(pauseSignal, hear, { description: 'The store has a word on pausing' });
  setHandler(resumeSignal, hear, { description: 'The store has a word on going on' });
  setHandler(wakeSignal, hear, { description: 'The store has a word' });
  const first = proxySteps({ timing: FIRST_STEP_TIMING });
  const taken = await first.steps.takeUndo({ undo, first: workflowInfo().firstExecutionRunId });
  const context: UndoContext = { ...proxySteps(taken), undo, taken, progress, heard };
  const cancelled = stopWhenCancelled(context);
  try {
    await work(context);
    await context.steps.closeUndo({ undo, state: 'done' });
    return { undo, state: 'done', ended: progress.ended, undone: progress.undone };
  } catch (error) {
    if (!isCancellation(error)) {
      if (isFailure(error)) await context.steps.closeUndo({ undo, state: 'failed' });
      throw error;
    }
    return await CancellationScope.nonCancellable(async () => {
      await cancelled;
      await context.steps.closeUndo({ undo, state: 'cancelled' });
      throw new CancelledFailure('Undo was cancelled: what it came to is written');
    });
  }
}

/** An input comes from whoever reaches the server. */
function named(input: UndoRunInput | null | undefined): string {
  const undo: unknown = input?.undo;
  if (typeof undo === 'string' && /^undo-[0-9a-f]{12}-\d{1,9}-\d{1,9}$/.test(undo)) return undo;
  throw ApplicationFailure.nonRetryable('No undo is named', 'NotItsOwn');
}

function begin(undo: string): UndoProgress {
  const counts = { after: 0, ended: 0, undone: 0 };
  return { undo, ...counts, paused: false, pauseReason: null, stopSeq: 0, waitingFor: 'nothing' };
}

async function work(context: UndoContext): Promise<void> {
  const { undo, taken, progress, steps } = context;
  for (;;) {
    if (isLong(taken.timing)) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof undoRun>({ undo, carried: progress });
    }
    if (!taken.preview) await whileStopped(context);
    const pair = await steps.nextUndoPair({ undo, after: progress.after });
    if (pair === null) return;
    const state = await undoPair(context, pair);
    if (!taken.preview && !hasEnded(state)) continue;
    progress.after = pair.ordinal;
    progress.ended += 1;
    if (state === 'done') progress.undone += 1;
    describeUndo(context);
  }
}

/** As soon as it is cancelled, by whatever means, nothing is written any more. */
function stopWhenCancelled({ steps, undo, taken }: UndoContext): Promise<void> {
  return CancellationScope.current().cancelRequested.then(
    () => {},
    () =>
      CancellationScope.nonCancellable(async () => {
        if (!taken.preview) await steps.setUndoStop({ undo, stop: true, ...CANCELLED });
      }),
  );
}
