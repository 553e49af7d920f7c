import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { type PendingStep, pendingSteps, type StepFailure } from '../../temporal/pending-steps.ts';

/** A step that does not go on by itself at this moment: it failed and is tried again, waits for its turn, or nobody takes it. */
export interface WaitingStep {
  /** Null: the run's own. */
  cluster: string | null;
  /** The pair that a person's word is carried out on, by `resolve`, or whose refusals are watched; null else. */
  pair: string | null;
  /** Whether it is the watch over the pair's refusals. */
  watch: boolean;
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

/** Whose steps are asked for. */
export interface Asked {
  /** Null for a run that has ended. */
  run: WorkflowExecutionDescription | null;
  /** The words of a person on pairs of it, and the watches over what its merges took away. */
  resolving: { workflowId: string; pair: string; cluster: string; watch: boolean }[];
}

/** Of the run, of its clusters in flight, and of what a person has asked for. A workflow that ends while it is asked has no step any more. */
export async function waitingSteps(client: Client, { run, resolving }: Asked): Promise<WaitingStep[]> {
  const children = (run?.raw.pendingChildren ?? []).slice(0, MOST_CLUSTERS);
  const describe = (workflowId: string) => client.workflow.getHandle(workflowId).describe();
  const ofClusters = children.map(async ({ workflowId }) => {
    const steps = await pendingSteps(client, await describe(workflowId ?? ''));
    return steps.map((step) => ({ ...step, cluster: clusterOf(step.workflowId), pair: null, watch: false }));
  });
  const ofWords = resolving.map(async ({ workflowId, pair, cluster, watch }) => {
    const steps = await pendingSteps(client, await describe(workflowId));
    return steps.map((step) => ({ ...step, cluster, pair, watch }));
  });
  const own = run === null ? [] : [pendingSteps(client, run).then((steps) => steps.map(ofRun))];
  const found = await Promise.all([...own, ...ofClusters, ...ofWords].map((steps) => steps.catch(() => [])));
  return found.flat().flatMap((step) => waitingOf(step, Date.now()));
}

/** Of one workflow alone. */
export async function stepsOf(client: Client, workflowId: string): Promise<WaitingStep[]> {
  const described = await client.workflow.getHandle(workflowId).describe();
  return waitingSteps(client, { run: described, resolving: [] });
}

type Whose = Pick<WaitingStep, 'cluster' | 'pair' | 'watch'>;

function ofRun(step: PendingStep): PendingStep & Whose {
  return { ...step, cluster: null, pair: null, watch: false };
}

/** `merge-<crm>-<org>-<cluster>` */
function clusterOf(workflowId: string): string {
  return workflowId.slice(workflowId.lastIndexOf('-') + 1);
}

export function waitingOf(pending: PendingStep & Whose, now: number): WaitingStep[] {
  const { cluster, pair, watch, step, attempt, since, failure, nextAt, isTaken, beat } = pending;
  const waitsFor = waitOf(beat);
  const isLeft = !isTaken && attempt === 1 && since !== null && now - Date.parse(since) > TAKEN_AFTER_MS;
  if (attempt === 1 && waitsFor === null && !isLeft) return [];
  const needsPerson = isLeft || (failure !== null && isOfPerson(failure, attempt));
  return [
    {
      cluster,
      pair,
      watch,
      step,
      attempt,
      since,
      failure,
      nextAt,
      waitsFor: isLeft ? 'worker' : waitsFor,
      needsPerson,
    },
  ];
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
