import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { type PendingStep, pendingSteps, type StepFailure } from '../../temporal/pending-steps.ts';

/** A step that does not go on by itself at this moment: it failed and is tried again, waits for its turn, or nobody takes it. */
export interface WaitingStep {
  /** Null: the run's own. */
  cluster: string | null;
  step: string;
  attempt: number;
  since: string | null;
  failure: StepFailure | null;
  nextAt: string | null;
  /** What it waits for that is no fault, as its worker says; null where it waits for nothing of the kind. */
  waitsFor: string | null;
  /** Time alone does not mend it. */
  needsPerson: boolean;
}

/** Steps in flight that are looked at: the widest window there is. */
const MOST_CLUSTERS = 100;
/** A worker that is up has taken a step before. */
const TAKEN_AFTER_MS = 10_000;
/** So often has a failure that could pass had its chance. */
const MANY_ATTEMPTS = 10;

/** A worker with another token, database or place of backups is missing. */
const OF_A_PERSON = /^(Wrong|Disk\.|Crm\.(unauthorized|forbidden))/;
/** Somebody is away, or slow. */
const PASSING = /^(Away\.|Crm\.(unreachable|timeout|server|rate-limited)|Timeout\.)/;

/** Of the run and of its clusters in flight. A workflow that ends while it is asked has no step any more. */
export async function waitingSteps(client: Client, run: WorkflowExecutionDescription): Promise<WaitingStep[]> {
  const children = (run.raw.pendingChildren ?? []).slice(0, MOST_CLUSTERS);
  const ofClusters = children.map(async ({ workflowId }) => {
    const described = await client.workflow.getHandle(workflowId ?? '').describe();
    return (await pendingSteps(client, described)).map((step) => ({ ...step, cluster: clusterOf(step.workflowId) }));
  });
  const own = pendingSteps(client, run).then((steps) => steps.map((step) => ({ ...step, cluster: null })));
  const found = await Promise.all([own, ...ofClusters].map((steps) => steps.catch(() => [])));
  return found.flat().flatMap((step) => waitingOf(step, Date.now()));
}

/** `merge-<crm>-<org>-<cluster>` */
function clusterOf(workflowId: string): string {
  return workflowId.slice(workflowId.lastIndexOf('-') + 1);
}

export function waitingOf(pending: PendingStep & { cluster: string | null }, now: number): WaitingStep[] {
  const { cluster, step, attempt, since, failure, nextAt, isTaken, beat } = pending;
  const waitsFor = waitOf(beat);
  const isLeft = !isTaken && attempt === 1 && since !== null && now - Date.parse(since) > TAKEN_AFTER_MS;
  if (attempt === 1 && waitsFor === null && !isLeft) return [];
  const needsPerson = isLeft || (failure !== null && isOfPerson(failure, attempt));
  return [{ cluster, step, attempt, since, failure, nextAt, waitsFor: isLeft ? 'worker' : waitsFor, needsPerson }];
}

function isOfPerson({ type }: StepFailure, attempt: number): boolean {
  return OF_A_PERSON.test(type) || (attempt >= MANY_ATTEMPTS && !PASSING.test(type));
}

/** As `activities/waiting.ts` tells it. */
function waitOf(beat: unknown): string | null {
  if (typeof beat !== 'object' || beat === null || !('waiting' in beat)) return null;
  const { waiting } = beat;
  const isWait = typeof waiting === 'object' && waiting !== null && 'for' in waiting;
  return isWait && typeof waiting.for === 'string' ? waiting.for : null;
}
