import { type ActivityInterfaceFor, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { Route } from './route.ts';
import { STEP_KINDS } from './step-kinds.ts';
import type { Timing } from './timing.ts';

export interface Steps {
  /** Retried until they succeed or say that it is final. */
  steps: ActivityInterfaceFor<Activities>;
  /** The steps that nothing may retry. */
  once: ActivityInterfaceFor<Pick<Activities, 'sendMerge' | 'createUndone'>>;
  /** Tried a few times, and then again by the workflow's own timer. */
  few: ActivityInterfaceFor<Pick<Activities, 'lookConsent'>>;
  /** What a message asks for: given up after many tries, since nothing may keep a run from its end. */
  told: ActivityInterfaceFor<Pick<Activities, 'hearStop' | 'recordDecision' | 'setStop'>>;
}

const FEW_TRIES = 3;
/** With the pauses between them, twenty minutes. */
const MOST_TRIES_OF_A_MESSAGE = 50;

/** All but the long ones, whose waits for the rate budget may come one after the other, behind a hundred clusters. */
const STEP_MS = 60 * 60_000;

/** The activities as a workflow calls them, with the time-outs of its input, each on the queue of those who may take it. */
export function proxySteps({ timing, route }: { timing: Timing; route?: Route | undefined }): Steps {
  const { heartbeatMs, readMs, sendMs, retryFirstMs, retryLongestMs } = timing;
  const retry = { initialInterval: retryFirstMs, maximumInterval: retryLongestMs, backoffCoefficient: 2 };
  const long = { startToCloseTimeout: readMs, heartbeatTimeout: heartbeatMs, retry };
  const patient = { ...long, startToCloseTimeout: Math.min(readMs, STEP_MS) };
  const unrepeated = { startToCloseTimeout: sendMs, heartbeatTimeout: heartbeatMs, retry: { maximumAttempts: 1 } };
  const { crmQueue } = route ?? {};
  const crm = crmQueue === undefined ? {} : { taskQueue: crmQueue };
  const steps = proxyActivities<Activities>(patient);
  const crmSteps = proxyActivities<Activities>({ ...patient, ...crm });
  const longSteps = proxyActivities<Activities>({ ...long, ...crm });
  const once = proxyActivities<Pick<Activities, 'sendMerge' | 'createUndone'>>({ ...unrepeated, ...crm });
  const told = proxyActivities<Activities>({
    ...patient,
    retry: { ...retry, maximumAttempts: MOST_TRIES_OF_A_MESSAGE },
  });
  const few = proxyActivities<Activities>({ ...patient, ...crm, retry: { ...retry, maximumAttempts: FEW_TRIES } });
  const byKind = { store: steps, crm: crmSteps, long: longSteps };
  const stepOf = (name: keyof Activities): Step => byKind[STEP_KINDS[name]][name];
  return {
    steps: addressed(route, stepOf),
    once: addressed(route, (name) => once[name as 'sendMerge' | 'createUndone']),
    few: addressed(route, (name) => few[name]),
    told: addressed(route, (name) => told[name]),
  };
}

type Step = (request: never) => Promise<unknown>;

/** Every request says of which database it is; those of a run of before do not know. */
function addressed<T extends object>(route: Route | undefined, stepOf: (name: keyof Activities) => Step): T {
  const get = (_: T, name: keyof Activities): Step => {
    const step = stepOf(name);
    return (request) =>
      step((route === undefined ? request : { ...(request as object), databaseId: route.databaseId }) as never);
  };
  return new Proxy({} as T, { get: get as ProxyHandler<T>['get'] & object });
}
