import { ApplicationFailure, CancellationScope, patched, workflowInfo } from '@temporalio/workflow';
import type { RunSettings } from '../../activities/run/take-run.ts';
import { isContinued } from '../is-continued.ts';
import { proxySteps } from '../steps.ts';
import { FIRST_STEP_TIMING } from '../timing.ts';
import type { DedupeRunInput } from '../types.ts';
import { newProgress } from './progress.ts';
import type { RunContext } from './run-context.ts';
import { heedStore } from './stop-run.ts';

/** Executions that began before it go by their input. */
const ORDERS_IN_STORE = 'orders-in-store';

/** Before the store has said anything. */
const NOTHING: RunSettings = {
  clusterIdPrefix: '',
  canary: 0,
  window: 0,
  limit: 0,
  pageSize: 0,
  timing: FIRST_STEP_TIMING,
};

/** A run's beginning: called before the first await. What an input hands on counts where Temporal itself says that there was something before. */
export function beginRun(given: DedupeRunInput | null | undefined): RunContext {
  const input = withRun(given);
  const { runId, carried } = input;
  const settings = patched(ORDERS_IN_STORE) ? null : settingsOf(input);
  return {
    ...proxySteps(settings ?? NOTHING),
    runId,
    settings: settings ?? NOTHING,
    admitted: settings !== null,
    isOfBefore: settings !== null,
    progress: (isContinued() ? carried : undefined) ?? newProgress(runId),
    children: new Set(),
    decisionsRecorded: 0,
    heardSeq: -1,
    pausesUnderWay: 0,
  };
}

/** An input comes from whoever reaches the server. */
function withRun(input: DedupeRunInput | null | undefined): DedupeRunInput {
  const runId: unknown = input?.runId;
  if (input != null && typeof runId === 'string' && /^[0-9a-f]{12}-[0-9]{1,9}$/.test(runId)) return input;
  throw ApplicationFailure.nonRetryable('No run is named', 'NotItsOwn');
}

/** Asks the store whether this is the run's own workflow, and what it is to do. Throws when it is not: then nothing was read or written. */
export async function admit(run: RunContext, input: DedupeRunInput): Promise<void> {
  const { firstExecutionRunId: first } = workflowInfo();
  const taken = await CancellationScope.nonCancellable(() => run.steps.takeRun({ runId: run.runId, first }));
  const settings = taken.settings ?? settingsOf(input);
  if (settings === null) throw ApplicationFailure.nonRetryable('The store has no orders for this run', 'NotItsOwn');
  Object.assign(run, { ...proxySteps(settings), settings, admitted: true, isOfBefore: taken.settings === null });
  if (settings.finish) run.progress.finishing = true;
  heedStore(run, taken.stop);
}

/** What a run of before has in its input; null where that is not whole. */
function settingsOf(input: DedupeRunInput): RunSettings | null {
  const { clusterIdPrefix, canary, window, limit, pageSize, pagesPerExecution, timing, route } = input;
  if (clusterIdPrefix === undefined || canary === undefined || window === undefined) return null;
  if (limit === undefined || pageSize === undefined || timing === undefined) return null;
  return { clusterIdPrefix, canary, window, limit, pageSize, pagesPerExecution, timing, route };
}
