import type { Client } from '@temporalio/client';
import { arrayFromPayloads, defaultPayloadConverter, WorkflowNotFoundError } from '@temporalio/common';
import { isGrpcError } from '../../temporal/client-errors.ts';

/** What a step of a workflow was asked, and what it answered, as a history has it: ids, counts and digests only. */
export interface StepAnswer {
  step: string;
  asked: unknown;
  answered: unknown;
}

export interface History {
  answers: StepAnswer[];
  /** The execution that this one goes on from; null in the first. */
  continuedFrom: string | null;
  /** It came to its end by itself: what it does not say has not happened in it. */
  isComplete: boolean;
}

/** gRPC: not found. */
const NOT_FOUND = 5;

/** All executions of a workflow that began in that time and that Temporal still has, the oldest first. */
export async function historiesOf(
  client: Client,
  { workflowId, from, until }: { workflowId: string; from: Date; until: Date | null },
): Promise<History[]> {
  const found: { runId: string; startTime: Date }[] = [];
  for await (const { runId, startTime } of client.workflow.list({ query: `WorkflowId = '${workflowId}'` }))
    if (startTime >= from && (until === null || startTime <= until)) found.push({ runId, startTime });
  found.sort((a, b) => a.startTime.getTime() - b.startTime.getTime());
  const histories: History[] = [];
  for (const { runId } of found) {
    const history = await historyOf(client, { workflowId, runId });
    if (history !== null) histories.push(history);
  }
  return histories;
}

/** Null where Temporal does not keep it any more. */
async function historyOf(client: Client, of: { workflowId: string; runId: string }): Promise<History | null> {
  try {
    const { events } = await client.workflow.getHandle(of.workflowId, of.runId).fetchHistory();
    return read(events ?? []);
  } catch (error) {
    const isGone = error instanceof WorkflowNotFoundError || (isGrpcError(error) && Number(error.code) === NOT_FOUND);
    if (isGone) return null;
    throw error;
  }
}

type Events = NonNullable<Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>['events']>;

function read(events: Events): History {
  const asked = new Map<string, Omit<StepAnswer, 'answered'>>();
  const history: History = { answers: [], continuedFrom: null, isComplete: false };
  for (const event of events) {
    const scheduled = event.activityTaskScheduledEventAttributes;
    if (scheduled != null)
      asked.set(String(event.eventId), {
        step: scheduled.activityType?.name ?? '',
        asked: arrayFromPayloads(defaultPayloadConverter, scheduled.input?.payloads)[0],
      });
    const completed = event.activityTaskCompletedEventAttributes;
    const question = completed == null ? undefined : asked.get(String(completed.scheduledEventId));
    if (completed != null && question !== undefined) {
      const [answered] = arrayFromPayloads(defaultPayloadConverter, completed.result?.payloads);
      history.answers.push({ ...question, answered });
    }
    const started = event.workflowExecutionStartedEventAttributes;
    if (started != null) history.continuedFrom = started.continuedExecutionRunId || null;
    history.isComplete ||=
      event.workflowExecutionCompletedEventAttributes != null ||
      event.workflowExecutionContinuedAsNewEventAttributes != null;
  }
  return history;
}
