import { type ActivityInterfaceFor, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { Timing } from './timing.ts';

export interface Steps {
  /** Retried until they succeed or say that it is final. */
  steps: ActivityInterfaceFor<Activities>;
  /** The one step that nothing may retry. */
  once: ActivityInterfaceFor<Pick<Activities, 'sendMerge'>>;
}

/** The activities as a workflow calls them, with the time-outs of its input. */
export function proxySteps(timing: Timing): Steps {
  const { heartbeatMs, readMs, sendMs, retryFirstMs, retryLongestMs } = timing;
  return {
    steps: proxyActivities<Activities>({
      startToCloseTimeout: readMs,
      heartbeatTimeout: heartbeatMs,
      retry: { initialInterval: retryFirstMs, maximumInterval: retryLongestMs, backoffCoefficient: 2 },
    }),
    once: proxyActivities<Pick<Activities, 'sendMerge'>>({
      startToCloseTimeout: sendMs,
      heartbeatTimeout: heartbeatMs,
      retry: { maximumAttempts: 1 },
    }),
  };
}
