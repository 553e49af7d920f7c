import type { HistoryJson } from './history-files.ts';
import { readHistory, recordedNames } from './history-files.ts';

/** Something that crossed between a workflow and what is around it, as a recorded history has it. */
export interface WireValue {
  /** What received it: TypeScript's name of the type that must fit, such as `Argument<'openRun'>`. */
  type: string;
  value: unknown;
  /** Where it was first seen. */
  history: string;
}

interface Payloads {
  payloads?: { data?: string; metadata?: { encoding?: string } }[];
}

interface Event {
  eventId: string;
  activityTaskScheduledEventAttributes?: { activityType: { name: string }; input?: Payloads };
  activityTaskCompletedEventAttributes?: { scheduledEventId: string; result?: Payloads };
  workflowExecutionStartedEventAttributes?: { workflowType: { name: string }; input?: Payloads };
  workflowExecutionCompletedEventAttributes?: { result?: Payloads };
  workflowExecutionContinuedAsNewEventAttributes?: { workflowType: { name: string }; input?: Payloads };
  workflowExecutionSignaledEventAttributes?: { signalName: string; input?: Payloads };
  startChildWorkflowExecutionInitiatedEventAttributes?: { workflowType: { name: string }; input?: Payloads };
  childWorkflowExecutionCompletedEventAttributes?: { workflowType: { name: string }; result?: Payloads };
  signalExternalWorkflowExecutionInitiatedEventAttributes?: { signalName: string; input?: Payloads };
}

/** Every argument, result, input and signal of all recorded histories, each different one once. */
export function wireValues(): WireValue[] {
  const values = new Map<string, WireValue>();
  for (const history of recordedNames()) {
    for (const { type, value } of valuesOf(readHistory(history).history)) {
      const key = `${type} ${JSON.stringify(value)}`;
      if (!values.has(key)) values.set(key, { type, value, history });
    }
  }
  return [...values.values()];
}

function valuesOf(history: HistoryJson): Omit<WireValue, 'history'>[] {
  const events = history.events as unknown as Event[];
  const steps = new Map<string, string>();
  const workflow = events[0]?.workflowExecutionStartedEventAttributes?.workflowType.name ?? '';
  return events.flatMap((event) => {
    const step = event.activityTaskScheduledEventAttributes;
    if (step) steps.set(event.eventId, step.activityType.name);
    return [
      ...decoded('Argument', step?.activityType.name, step?.input),
      ...resultOfStep(steps, event),
      ...inputs(event),
      ...signals(event),
      ...decoded('Outcome', workflow, event.workflowExecutionCompletedEventAttributes?.result),
    ];
  });
}

function resultOfStep(steps: Map<string, string>, event: Event): Omit<WireValue, 'history'>[] {
  const completed = event.activityTaskCompletedEventAttributes;
  return decoded('Result', steps.get(completed?.scheduledEventId ?? ''), completed?.result);
}

function inputs(event: Event): Omit<WireValue, 'history'>[] {
  const child = event.childWorkflowExecutionCompletedEventAttributes;
  const started = [
    event.workflowExecutionStartedEventAttributes,
    event.workflowExecutionContinuedAsNewEventAttributes,
    event.startChildWorkflowExecutionInitiatedEventAttributes,
  ];
  return [
    ...started.flatMap((start) => decoded('Input', start?.workflowType.name, start?.input)),
    ...decoded('Outcome', child?.workflowType.name, child?.result),
  ];
}

function signals(event: Event): Omit<WireValue, 'history'>[] {
  const received = event.workflowExecutionSignaledEventAttributes;
  const sent = event.signalExternalWorkflowExecutionInitiatedEventAttributes;
  return [received, sent].flatMap((signal) => decoded('Message', signal?.signalName, signal?.input));
}

/** Nothing came where a step returns nothing. */
function decoded(type: string, name: string | undefined, payloads: Payloads | undefined): Omit<WireValue, 'history'>[] {
  if (name === undefined) return [];
  return (payloads?.payloads ?? [])
    .filter(({ data }) => data !== undefined && data !== '')
    .map(({ data = '' }) => {
      const value = JSON.parse(Buffer.from(data, 'base64').toString('utf8')) as unknown;
      return { type: `${type}<'${name}'>`, value };
    });
}
