import type { Client, WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { CrmSettings } from '../config/crm-settings.ts';
import type { Db } from '../store/database.ts';
import type { NamedPair } from '../store/ledger/pairs-named.ts';
import { keepWord } from '../store/ledger/settle-pair.ts';
import type { ConsentSettlement, Resolution, Settlement } from '../store/ledger/settlement.ts';
import { withdrawOrder, writeOrder } from '../store/orders/resolve-orders.ts';
import { resolveWorkflowId } from '../store/orders/workflow-ids.ts';
import { getRun } from '../store/runs/runs.ts';
import type { PairKey } from '../store/types.ts';
import { isWorkflowFailed } from '../temporal/client-errors.ts';
import type { resolvePair } from '../workflows/merge/resolve-pair.ts';
import type { Timing } from '../workflows/timing.ts';
import type { ResolveResult } from '../workflows/types.ts';
import { endIfGone } from './end-if-gone.ts';
import { findPair } from './find-pair.ts';
import { queueOf } from './queue-of.ts';
import { Refused, type RefusedBecause } from './refused.ts';
import { isRunning } from './start-run.ts';
import { refuseWhilePaused } from './stop/pause-everything.ts';

export interface StartResolve {
  client: Client;
  db: Db;
  /** As `status` prints it. */
  pair: string;
  as: Resolution | Settlement | ConsentSettlement;
  /** Of a settlement: why, and the digest of what the person was shown. Without it, the pair is only looked at. */
  word?: { because: string; digest: string } | undefined;
  /** Who decides. */
  by: string;
  /** Those whose settings name an organization are looked up in that one only. */
  crms: Record<string, CrmSettings>;
  timing: Timing;
  /** Told before anything is done. */
  onFound?: (pair: PairKey) => void;
  /** As the settings name it. */
  taskQueue: string;
}

export interface Resolving {
  workflowId: string;
  /** Throws Refused when the word does not fit the pair. */
  result(): Promise<ResolveResult>;
}

/** Writes a person's word into the store, and starts carrying it out, on a pair that waits for one, whether its run is open or has ended. */
export async function startResolve(request: StartResolve): Promise<Resolving> {
  const { client, db, pair, as, by, timing, taskQueue } = request;
  const found = await findPair(db, request);
  request.onFound?.(found.key);
  await checkRun(request, found);
  if (as === 'resend') await refuseWhilePaused(db);
  const { key } = found;
  const queue = await queueOf(db, taskQueue);
  const workflowId = resolveWorkflowId(key);
  if (await isRunning(client, workflowId)) throw isBeingResolved(pair, workflowId);
  const word = (await kept(request, found)) ?? undefined;
  const order = await writeOrder(db, { key, as, by, word, timing, workflowId });
  try {
    const handle = await client.workflow.start<typeof resolvePair>('resolvePair', {
      workflowId,
      taskQueue: queue,
      args: [{ order: order.id }],
      workflowTaskTimeout: timing.workflowTaskMs,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
      staticSummary: `resolve as ${as}`,
    });
    return { workflowId, result: () => resultOf(handle) };
  } catch (error) {
    await withdrawOrder(db, order);
    throw error instanceof WorkflowExecutionAlreadyStartedError ? isBeingResolved(pair, workflowId) : error;
  }
}

function isBeingResolved(pair: string, workflowId: string): Refused {
  return new Refused(`Pair ${pair} is being resolved already (workflow ${workflowId})`);
}

/** The person's text stays in the store: the workflow gets its number. */
async function kept(
  { db, as, by, word }: StartResolve,
  { key }: NamedPair,
): Promise<{ id: number; digest: string } | null> {
  if (word === undefined || as === 'resend' || as === 'abandon' || as === 'merged') return null;
  const { because, digest } = word;
  return { id: await keepWord(db, { key, as, by, because, digest }), digest };
}

/** A run whose workflow is gone is open no more, so that its pairs can be taken. A paused run sends nothing, also not this pair. */
async function checkRun({ client, db, as, pair }: StartResolve, found: NamedPair): Promise<void> {
  const known = await getRun(db, found.runId);
  const run = known === null ? null : await endIfGone({ client, db, run: known });
  if (run?.state !== 'open' || as !== 'resend' || run.stopAt === null) return;
  const why = run.stopReason === null ? '' : ` (${run.stopReason})`;
  throw new Refused(`Run ${run.id} is paused${why}, so pair ${pair} cannot be sent again`, {
    todo: { code: 'resume-run', values: {} },
  });
}

async function resultOf(handle: WorkflowHandle<typeof resolvePair>): Promise<ResolveResult> {
  try {
    return await handle.result();
  } catch (error) {
    const refusal = refusalIn(error);
    throw refusal ?? error;
  }
}

/** The refusal, however deep the failure wraps it. */
function refusalIn(error: unknown): Refused | null {
  if (!isWorkflowFailed(error)) return null;
  for (let cause = error.cause; cause !== undefined; cause = cause.cause instanceof Error ? cause.cause : undefined) {
    if (!(cause instanceof ApplicationFailure)) continue;
    if (cause.type !== 'CannotResolve' && cause.type !== 'Stopped') continue;
    // A workflow or worker of before gives no detail: its message has the words.
    return new Refused(cause.message, { why: (cause.details?.[0] as RefusedBecause) ?? null });
  }
  return null;
}
