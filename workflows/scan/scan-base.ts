import {
  CancellationScope,
  CancelledFailure,
  continueAsNew,
  defineQuery,
  isCancellation,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { isContinued } from '../is-continued.ts';
import { pauseSignal, resumeSignal, wakeSignal } from '../messages.ts';
import { proxySteps } from '../steps.ts';
import { FIRST_STEP_TIMING, type Timing } from '../timing.ts';
import { patiently, whilePaused } from './patient-step.ts';
import { describeScan, type ScanContext } from './scan-context.ts';
import { orderOf, takeOrder } from './take-order.ts';
import type { ScanBaseInput, ScanProgress, ScanResult } from './types.ts';

export const scanProgressQuery = defineQuery<ScanProgress>('progress');

/** A history that has come to so many events goes on in a new execution. */
const MOST_EVENTS = 4_000;

/**
 * Reads all contacts of an organization, or what was changed in them, into the index, some pages at a time; what it has read counts only
 * once all is read. It reads only, so a word of anybody who reaches the server can do no more than have it wait.
 */
export async function scanBase(input: ScanBaseInput): Promise<ScanResult> {
  const named = orderOf(input);
  const progress = (isContinued() ? input.carried : undefined) ?? NOTHING_YET();
  const run: ScanContext = { ...proxySteps({ timing: FIRST_STEP_TIMING }), progress, words: 0 };
  handleWords(run);
  const { crm, org, timing, route, order, wish } = await takeOrder(named);
  Object.assign(run, proxySteps({ timing, route }));
  const token = workflowInfo().firstExecutionRunId;
  try {
    const open = { crm, org, token, ...wish, ...(order !== undefined && { order }) };
    if (progress.scan === null) take(run, await patiently(run, () => run.steps.openBaseScan(open)), 'reading');
    const scan = progress.scan ?? 0;
    while (!progress.isRead) {
      await goOnAnew(run, input, timing);
      const read = await patiently(run, () => run.steps.readBasePages({ crm, org, scan, token }));
      progress.restarts += read.restarts;
      take(run, read, 'reading');
    }
    progress.stage = 'completing';
    await whilePaused(run);
    take(run, await patiently(run, () => run.steps.completeBaseScan({ crm, org, scan, token })), 'ended');
    return { ...progress, state: 'complete' };
  } catch (error) {
    if (!isCancellation(error)) throw error;
    const { scan } = progress;
    if (scan !== null) await CancellationScope.nonCancellable(() => run.steps.cancelBaseScan({ scan }));
    throw new CancelledFailure('Scan was cancelled: the last complete one stays in force');
  }
}

function NOTHING_YET(): ScanProgress {
  const none = { pages: 0, contacts: 0, rejected: 0, restarts: 0 };
  return { scan: null, isFull: true, isRead: false, stage: 'opening', paused: false, waitingFor: 'nothing', ...none };
}

function take(
  run: ScanContext,
  seen: Partial<ScanProgress> & { restarts?: number },
  stage: ScanProgress['stage'],
): void {
  const { restarts: _, ...rest } = seen;
  Object.assign(run.progress, rest, { stage });
  describeScan(run);
}

function handleWords(run: ScanContext): void {
  const { progress } = run;
  setHandler(scanProgressQuery, () => progress, { description: 'How far the scan is and what it waits for' });
  const pausing = (paused: boolean) => (): void => {
    progress.paused = paused;
    run.words += 1;
  };
  setHandler(pauseSignal, pausing(true), { description: 'Read no further page for now' });
  setHandler(resumeSignal, pausing(false), { description: 'Go on reading' });
  setHandler(
    wakeSignal,
    () => {
      run.words += 1;
    },
    { description: 'Somebody has let us in: look again' },
  );
}

async function goOnAnew(run: ScanContext, input: ScanBaseInput, { mostEvents }: Timing): Promise<void> {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  if (!continueAsNewSuggested && historyLength < (mostEvents ?? MOST_EVENTS)) return;
  await continueAsNew<typeof scanBase>({ ...input, carried: run.progress });
}
