import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { optionalTsToDate } from '@temporalio/common/lib/time.js';

type Pending = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];

/** A step that a workflow has asked for and not got yet. */
export interface PendingStep {
  workflowId: string;
  /** The activity's name. */
  step: string;
  /** From 1. */
  attempt: number;
  /** When it was asked for; null where the history is too long to look for it. */
  since: string | null;
  /** How the last try failed, as data; null where none has. */
  failure: StepFailure | null;
  /** When it is tried again; null while it is under way. */
  nextAt: string | null;
  /** Whether a worker has it now. */
  isTaken: boolean;
  /** What its last beat carried. */
  beat: unknown;
}

export interface StepFailure {
  /** The failure's own type; of a time-out `Timeout.` and its kind. */
  type: string;
  message: string;
}

/** What the server calls them, by number. */
const STARTED = 2;
const TIMEOUTS = ['unknown', 'start-to-close', 'schedule-to-start', 'schedule-to-close', 'heartbeat'];

/** The steps of these that are in trouble are looked up one by one: how far back. */
const EVENTS_BACK = 100;

/** The pending steps of a workflow that was described. */
export async function pendingSteps(client: Client, described: WorkflowExecutionDescription): Promise<PendingStep[]> {
  const { workflowId, runId, raw } = described;
  const pending = raw.pendingActivities ?? [];
  const isLate = pending.some(({ attempt }) => (attempt ?? 1) > 1);
  const asked = isLate ? await askedAt(client, { workflowId, runId }) : new Map<string, Date>();
  return pending.map((one) => ({
    workflowId,
    step: one.activityType?.name ?? '',
    attempt: one.attempt ?? 1,
    since: (asked.get(one.activityId ?? '') ?? firstTry(one))?.toISOString() ?? null,
    failure: failureOf(one),
    nextAt: nextTry(one)?.toISOString() ?? null,
    isTaken: one.state === STARTED,
    beat: beatOf(one),
  }));
}

/** A step of the first attempt was scheduled when it was asked for; a later one says only when it was scheduled again. */
function firstTry({ attempt, scheduledTime }: Pending): Date | undefined {
  return (attempt ?? 1) > 1 ? undefined : optionalTsToDate(scheduledTime);
}

function nextTry({ state, attempt, scheduledTime, nextAttemptScheduleTime }: Pending): Date | undefined {
  if (state === STARTED || (attempt ?? 1) <= 1) return undefined;
  return optionalTsToDate(nextAttemptScheduleTime) ?? optionalTsToDate(scheduledTime);
}

function failureOf({ lastFailure }: Pending): StepFailure | null {
  if (!lastFailure) return null;
  const { applicationFailureInfo: own, timeoutFailureInfo: late, message } = lastFailure;
  const type = late ? `Timeout.${TIMEOUTS[late.timeoutType ?? 0] ?? 'unknown'}` : (own?.type ?? 'Unknown');
  return { type, message: message ?? '' };
}

function beatOf({ heartbeatDetails }: Pending): unknown {
  const [payload] = heartbeatDetails?.payloads ?? [];
  try {
    return payload ? defaultPayloadConverter.fromPayload(payload) : null;
  } catch {
    return null;
  }
}

/** By activity id, from the end of the history. */
async function askedAt(client: Client, execution: { workflowId: string; runId: string }): Promise<Map<string, Date>> {
  const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
    namespace: client.options.namespace,
    execution,
    maximumPageSize: EVENTS_BACK,
  });
  return new Map(
    (history?.events ?? []).flatMap(({ eventTime, activityTaskScheduledEventAttributes: scheduled }) => {
      const at = optionalTsToDate(eventTime);
      return scheduled && at ? [[scheduled.activityId ?? '', at] as const] : [];
    }),
  );
}
