import { ApplicationFailure, executeChild, ParentClosePolicy, startChild } from '@temporalio/workflow';
import type { PlannedNight } from '../../store/nights/planned-night.ts';
import type { ScanBaseInput } from '../scan/types.ts';
import { proxySteps } from '../steps.ts';
import { FIRST_STEP_TIMING } from '../timing.ts';
import type { DedupeRunInput } from '../types.ts';

/**
 * What a schedule's row says, once: reads what was changed, makes the plan, and starts its run, which goes on by itself. It names the row and
 * nothing else, so that whoever triggers it can do no more.
 */
export async function scheduledNight(input: { schedule?: unknown } | undefined): Promise<PlannedNight> {
  const schedule = input?.schedule;
  if (typeof schedule !== 'string') throw ApplicationFailure.nonRetryable('No schedule is named', 'NotItsOwn');
  const { steps: first } = proxySteps({ timing: FIRST_STEP_TIMING });
  const taken = await first.takeNight({ schedule });
  if (taken === null) return { kind: 'gone' };
  const { crm, org, order, timing, route } = taken;
  await executeChild<(input: ScanBaseInput) => Promise<unknown>>('scanBase', {
    workflowId: `scan-${crm}-${org}`,
    args: [{ order }],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  });
  const planned = await proxySteps({ timing, route }).steps.planNight({ schedule });
  if (planned.kind !== 'run') return planned;
  await startChild<(input: DedupeRunInput) => Promise<unknown>>('dedupeRun', {
    workflowId: planned.workflowId,
    args: [{ runId: planned.runId }],
    parentClosePolicy: ParentClosePolicy.ABANDON,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowTaskTimeout: timing.workflowTaskMs,
    staticSummary: `run ${planned.runId}, by schedule ${schedule}`,
  });
  return planned;
}
