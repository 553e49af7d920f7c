import {
  allHandlersFinished,
  CancellationScope,
  CancelledFailure,
  condition,
  continueAsNew,
  isCancellation,
  patched,
  setCurrentDetails,
  upsertMemo,
  workflowInfo,
} from '@temporalio/workflow';
import { isFailure } from '../failure-type.ts';
import { isContinued } from '../is-continued.ts';
import { isLong } from '../is-long.ts';
import type { DedupeRunInput, RunResult } from '../types.ts';
import { admit, beginRun } from './admit.ts';
import { brake } from './brake.ts';
import { outcomeText } from './describe.ts';
import { handleMessages } from './handle-messages.ts';
import { describeNow, type RunContext } from './run-context.ts';
import { runPage } from './run-page.ts';
import { toPause } from './stop-run.ts';

/** Runs that began before it took any canary that had ended without a bad cluster for a good one. */
const CANARY_FILLED_UP = 'canary-filled-up';

/** Runs that began before it say only to a worker how they have ended. */
const OUTCOME_IN_MEMO = 'outcome-in-memo';

/** Runs that began before it ended by a page that knew nothing of what was said while it was made. */
const SAID_MEANWHILE = 'said-meanwhile';

/**
 * Executes a plan: takes pages of approved clusters, merges them as child workflows (the canary first), waits for decisions
 * as long as it takes, and ends when nothing is left to decide or a person says `finish`. Continues as new between pages.
 */
export async function dedupeRun(input: DedupeRunInput): Promise<RunResult> {
  const run = beginRun(input);
  const { runId } = run;
  handleMessages(run);
  const cancelled = stopWhenCancelled(run);
  if (!run.admitted) await admit(run, input);
  try {
    if (!isContinued()) {
      const opened = await run.steps.openRun({ runId });
      if (opened.stop.seq > run.progress.stopSeq) {
        Object.assign(run.progress, {
          stopSeq: opened.stop.seq,
          paused: opened.stop.stopped,
          ...toPause(opened.stop),
        });
      }
    }
    await work(run, input);
    return await end(run, 'done');
  } catch (error) {
    if (!isCancellation(error)) {
      if (isFailure(error)) await run.steps.closeRun({ runId, state: 'failed' });
      throw error;
    }
    return await CancellationScope.nonCancellable(async () => {
      await cancelled;
      await end(run, 'cancelled');
      throw new CancelledFailure('Run was cancelled: its report is written');
    });
  }
}

async function work(run: RunContext, input: DedupeRunInput): Promise<void> {
  const { runId, settings, progress } = run;
  for (let pages = 1; ; pages += 1) {
    await waitWhilePaused(run);
    if (isLong(settings.timing)) await goOnAnew(run, input);
    if (progress.finishing) await condition(allHandlersFinished);
    const seen = run.decisionsRecorded;
    const room = settings.limit === null ? Number.POSITIVE_INFINITY : settings.limit - progress.counts.started;
    if (room <= 0) return;
    const canary = progress.canary === 'ahead';
    const limit = Math.min(room, canary ? (progress.canaryLeft ?? settings.canary) : settings.pageSize);
    const { finishing } = progress;
    const page = await run.steps.nextClusters({ runId, limit, canary, finishing });
    progress.undecided = (page.counts.undecided ?? 0) + (page.counts.drifted ?? 0);
    if (page.clusters.length > 0) {
      const isFilledUp = progress.canaryLeft !== undefined;
      if (canary) progress.canary = 'running';
      const ended = await runPage(run, page);
      if (canary) fillUpCanary(run, { ...ended, clusters: page.clusters.length });
      await brake(run, { canary, accepted: isFilledUp });
      await continueIfLong(run, { input, pages });
      continue;
    }
    const isOld = run.decisionsRecorded > seen || progress.finishing !== finishing;
    if (isOld && patched(SAID_MEANWHILE)) continue;
    if (progress.finishing || progress.undecided === 0) return;
    progress.waitingFor = 'decision';
    describeNow(run);
    await condition(() => run.decisionsRecorded > seen || progress.finishing || isLong(settings.timing));
    progress.waitingFor = 'nothing';
  }
}

/**
 * Clusters that went back to review tell nothing, and neither do those that were refused or not started meanwhile, or that a person
 * has given up: the next approved ones take their place.
 */
function fillUpCanary(
  { progress }: RunContext,
  { undecided, unproven, clusters }: { undecided: number; unproven: number; clusters: number },
): void {
  const lacking = Math.max(0, (progress.canaryLeft ?? clusters) - clusters);
  const left = lacking + undecided + (unproven > 0 && patched(CANARY_FILLED_UP) ? unproven : 0);
  progress.canary = left === 0 ? 'passed' : 'ahead';
  if (left > 0) progress.canaryLeft = left;
}

async function waitWhilePaused(run: RunContext): Promise<void> {
  if (run.progress.paused) describeNow(run);
  await condition(() => !run.progress.paused || isLong(run.settings.timing));
}

async function continueIfLong(
  run: RunContext,
  { input, pages }: { input: DedupeRunInput; pages: number },
): Promise<void> {
  const { pagesPerExecution, timing } = run.settings;
  const asked = pagesPerExecution !== undefined && pages >= pagesPerExecution;
  if (asked || workflowInfo().continueAsNewSuggested || isLong(timing)) await goOnAnew(run, input);
}

async function goOnAnew({ progress }: RunContext, input: DedupeRunInput): Promise<void> {
  await condition(allHandlersFinished);
  await continueAsNew<typeof dedupeRun>({ ...input, carried: progress });
}

const CANCELLED = { reason: 'run-cancelled', by: 'cancel', why: { code: 'run-cancelled', values: {} } } as const;

/** As soon as the run is cancelled, by whatever means, no merge may be sent any more. */
function stopWhenCancelled(run: RunContext): Promise<void> {
  return CancellationScope.current().cancelRequested.then(
    () => {},
    () =>
      CancellationScope.nonCancellable(async () => {
        if (!run.admitted) await condition(() => run.admitted);
        await run.steps.setStop({ runId: run.runId, stop: true, ...CANCELLED });
      }),
  );
}

async function end(run: RunContext, state: 'done' | 'cancelled'): Promise<RunResult> {
  const { runId } = run;
  await condition(allHandlersFinished);
  await run.steps.closeRun({ runId, state });
  run.progress.waitingFor = 'nothing';
  const outcome = outcomeText(state, run.progress);
  setCurrentDetails(outcome);
  // A list of ended runs shows it, also where no worker is up any more.
  if (patched(OUTCOME_IN_MEMO)) upsertMemo({ outcome });
  return { runId, state, counts: run.progress.counts };
}
