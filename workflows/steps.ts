import { type ActivityInterfaceFor, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { Route } from './route.ts';
import type { Timing } from './timing.ts';

export interface Steps {
  /** Retried until they succeed or say that it is final. */
  steps: ActivityInterfaceFor<Activities>;
  /** The one step that nothing may retry. */
  once: ActivityInterfaceFor<Pick<Activities, 'sendMerge'>>;
}

/** The steps that ask the CRM, or act as one of its organization. All others touch the store and files alone. */
const CRM_STEPS: readonly (keyof Activities)[] = [
  'backUpContact',
  'changeExternalRef',
  'checkFresh',
  'openRun',
  'reconcileMerge',
  'sendMerge',
  'settlePair',
  'tightenConsent',
  'verifyBackups',
];

/** The activities as a workflow calls them, with the time-outs of its input, each on the queue of those who may take it. */
export function proxySteps({ timing, route }: { timing: Timing; route?: Route | undefined }): Steps {
  const { heartbeatMs, readMs, sendMs, retryFirstMs, retryLongestMs } = timing;
  const patient = {
    startToCloseTimeout: readMs,
    heartbeatTimeout: heartbeatMs,
    retry: { initialInterval: retryFirstMs, maximumInterval: retryLongestMs, backoffCoefficient: 2 },
  };
  const unrepeated = { startToCloseTimeout: sendMs, heartbeatTimeout: heartbeatMs, retry: { maximumAttempts: 1 } };
  const steps = proxyActivities<Activities>(patient);
  const once = proxyActivities<Pick<Activities, 'sendMerge'>>(unrepeated);
  if (route === undefined) return { steps, once };
  const { crmQueue: taskQueue } = route;
  const crmSteps = proxyActivities<Activities>({ ...patient, taskQueue });
  const crmOnce = proxyActivities<Pick<Activities, 'sendMerge'>>({ ...unrepeated, taskQueue });
  return {
    steps: addressed(route, (name) => (CRM_STEPS.includes(name) ? crmSteps : steps)[name]),
    once: addressed(route, (name) => (name === 'sendMerge' ? crmOnce : once)[name as 'sendMerge']),
  };
}

type Step = (request: never) => Promise<unknown>;

/** Every request says of which database it is. */
function addressed<T extends object>({ databaseId }: Route, stepOf: (name: keyof Activities) => Step): T {
  const get = (_: T, name: keyof Activities): Step => {
    const step = stepOf(name);
    return (request) => step({ ...(request as object), databaseId } as never);
  };
  return new Proxy({} as T, { get: get as ProxyHandler<T>['get'] & object });
}
