import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, startChild } from '@temporalio/workflow';
import type { PairRef } from '../../activities/pair-ref.ts';
import type { WatchConsentInput } from '../types.ts';

/** Leaves a pair to a workflow of its own, which outlives this one. One that is there already goes on. */
export async function startWatching({ cluster, primary, duplicate }: Omit<PairRef, 'token' | 'step'>): Promise<void> {
  const { mode, crm, org, clusterId } = cluster;
  const key = { mode, crm, org, clusterId, primaryId: primary, duplicateId: duplicate };
  try {
    await startChild<(input: WatchConsentInput) => Promise<unknown>>('watchConsent', {
      workflowId: `consent-${crm}-${org}-${clusterId}.${primary}.${duplicate}`,
      args: [{ key }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      staticSummary: 'refusals that a merge took away',
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
