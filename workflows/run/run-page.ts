import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { CancellationScope, condition, executeChild, isCancellation, sleep } from '@temporalio/workflow';
import type { ClusterPage } from '../../activities/run/next-clusters.ts';
import type { Reason } from '../../store/reasons.ts';
import { isLong } from '../is-long.ts';
import type { mergeCluster } from '../merge/merge-cluster.ts';
import type { ClusterResult } from '../types.ts';
import { brake } from './brake.ts';
import { describeNow, type RunContext } from './run-context.ts';
import { stopRun } from './stop-run.ts';

/** Clusters that were neither done nor bad: back in review, or not started, refused or given up. */
export interface ProvedNothing {
  undecided: number;
  unproven: number;
}

/**
 * Merges a page of clusters, `window` at a time. Every lane starts its own children, so that starts are not serialized.
 * Returns when all that were started have ended, and how many of them proved nothing; throws the cancellation only then.
 */
export async function runPage(
  run: RunContext,
  { clusters, titles = [] }: Pick<ClusterPage, 'clusters' | 'titles'>,
): Promise<ProvedNothing> {
  const queue = clusters.map((clusterId, at) => ({ clusterId, title: titles[at] ?? null }));
  const nothing: ProvedNothing = { undecided: 0, unproven: 0 };
  const inFlight = Array.from({ length: Math.min(run.settings.window, queue.length) }, () =>
    lane(run, { queue, nothing }),
  );
  const ended = await Promise.allSettled(inFlight);
  const failed = ended.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
  return nothing;
}

/** A cluster that is next, and who is merged in it, for the title of its workflow. */
interface Next {
  clusterId: string;
  title: string | null;
}

async function lane(run: RunContext, { queue, nothing }: { queue: Next[]; nothing: ProvedNothing }): Promise<void> {
  for (;;) {
    const isOver = (): boolean => queue.length === 0 || mayEndEarly(run);
    await condition(() => !run.progress.paused || isOver());
    if (isOver()) return;
    const next = queue.shift();
    if (next === undefined) return;
    const kind = await mergeOne(run, next);
    if (kind !== null) nothing[kind] += 1;
    describeNow(run);
    if (run.progress.canary === 'passed') await brake(run, { canary: false });
  }
}

/** The rest of the page stays approved, and is the next execution's. A canary is looked at whole. */
function mayEndEarly({ progress, settings }: RunContext): boolean {
  return progress.canary === 'passed' && isLong(settings.timing);
}

/** In which way the cluster proved nothing; null when it is done or bad. */
async function mergeOne(run: RunContext, { clusterId, title }: Next): Promise<keyof ProvedNothing | null> {
  const { progress, settings } = run;
  const workflowId = `${settings.clusterIdPrefix}-${clusterId}`;
  progress.counts.started += 1;
  progress.inFlight += 1;
  run.children.add(workflowId);
  try {
    const result = await mergeWhenFree(run, { clusterId, workflowId, title });
    count(run, result);
    if (result.outcome === 'not-started') await close(run, clusterId, { state: 'not-started', why: NOT_STARTED });
    if (result.breach !== null) {
      await stopRun(run, { by: 'breach', reason: result.breach, why: result.breachWhy });
    }
    return provedNothing(result);
  } catch (error) {
    if (isCancellation(error) && CancellationScope.current().consideredCancelled) throw error;
    progress.counts.failed += 1;
    const busy = error instanceof WorkflowExecutionAlreadyStartedError;
    await close(run, clusterId, {
      state: 'failed',
      why: { code: busy ? 'cluster-elsewhere' : 'cluster-failed', values: {} },
    });
    return null;
  } finally {
    progress.inFlight -= 1;
    run.children.delete(workflowId);
  }
}

const NOT_STARTED: Reason = { code: 'cluster-not-started', values: {} };

/** Whatever the child has left behind: a cluster that stayed `approved` would be taken again and again. */
function close(
  run: RunContext,
  clusterId: string,
  { state, why }: { state: 'failed' | 'not-started'; why: Reason },
): Promise<void> {
  const { runId } = run;
  return run.steps.closeCluster({ runId, clusterId, token: null, state, reason: why.code, why });
}

/**
 * The workflow of a run that was terminated may still be bringing a sent pair to its end, under the same id: it is waited
 * for, as long as such a pair may need. Throws WorkflowExecutionAlreadyStartedError when it is still there then.
 */
async function mergeWhenFree(run: RunContext, child: Next & { workflowId: string }): Promise<ClusterResult> {
  const { clusterId, workflowId, title } = child;
  const { runId, settings, isOfBefore } = run;
  const { timing, route } = settings;
  const until = Date.now() + timing.quietMs + timing.partialMs;
  for (;;) {
    try {
      return await executeChild<typeof mergeCluster>('mergeCluster', {
        workflowId,
        args: [isOfBefore ? { runId, clusterId, timing, ...(route && { route }) } : { runId, clusterId }],
        parentClosePolicy: 'REQUEST_CANCEL',
        workflowTaskTimeout: timing.workflowTaskMs,
        staticSummary: title === null ? `cluster ${clusterId}` : `cluster ${clusterId}: ${title}`,
        staticDetails: `Cluster of run ${runId}`,
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError) || Date.now() > until) throw error;
    }
    await sleep(timing.retryLongestMs);
  }
}

function provedNothing({ outcome, undecided, abandoned = 0 }: ClusterResult): keyof ProvedNothing | null {
  if (undecided) return 'undecided';
  return outcome === 'not-started' || (outcome === 'done' && abandoned > 0) ? 'unproven' : null;
}

function count(run: RunContext, result: ClusterResult): void {
  const { counts } = run.progress;
  counts.merged += result.merged;
  if (result.undecided) counts.started -= 1;
  else if (result.outcome === 'done') counts.done += 1;
  else if (result.outcome === 'skipped') counts.skipped += 1;
  else if (result.outcome === 'not-started') counts.notStarted += 1;
  else counts.held += 1;
}
