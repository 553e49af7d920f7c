import { ApplicationFailure, CancellationScope, patched, workflowInfo } from '@temporalio/workflow';
import type { ScanTaken } from '../../activities/base/take-scan.ts';
import type { ScanWish } from '../../store/orders/scan-orders.ts';
import { isContinued } from '../is-continued.ts';
import { proxySteps } from '../steps.ts';
import { DEFAULT_TIMING, FIRST_STEP_TIMING } from '../timing.ts';
import type { ScanBaseInput } from './types.ts';

/** Executions that began before it, and those that go on from one of them, have it all in their input. */
const SCANS_ARE_ROWS = 'scans-are-rows';

/** Whose contacts a scan reads. `wish`: how, in scans of before. */
export type ScanOrdered = ScanTaken & { order?: string; wish: Partial<ScanWish> };

/** What a scan's input says itself; null where the store has it. Called before the first await. Throws for one that names no row. */
export function orderOf(input: ScanBaseInput | null | undefined): ScanOrdered | { order: string } {
  const isOfNow = patched(SCANS_ARE_ROWS);
  const order: unknown = input?.order;
  if (typeof order === 'string' && /^[0-9a-f-]{36}$/.test(order)) return { order };
  const old = input != null && order === undefined && (isContinued() || !isOfNow) ? ofBefore(input) : null;
  if (old !== null) return old;
  throw ApplicationFailure.nonRetryable('No order for a scan is named', 'NotItsOwn');
}

/** Asks the store whether this is the scan's own workflow, and whose contacts it reads. Throws when it is not: then nothing was read or written. */
export async function takeOrder(named: ScanOrdered | { order: string }): Promise<ScanOrdered> {
  if ('crm' in named) return named;
  const { order } = named;
  const { steps } = proxySteps({ timing: FIRST_STEP_TIMING });
  const first = workflowInfo().firstExecutionRunId;
  return { ...(await CancellationScope.nonCancellable(() => steps.takeScan({ order, first }))), order, wish: {} };
}

function ofBefore(input: ScanBaseInput): ScanOrdered | null {
  const { crm, org, route, timing = DEFAULT_TIMING, full, regions, region } = input;
  if (!isName(crm) || !isName(org) || !isName(route?.databaseId) || !isName(route.crmQueue)) return null;
  const wish = {
    ...(full !== undefined && { full }),
    ...(regions && { regions }),
    ...(region !== undefined && { region }),
  };
  return { crm, org, route, timing, wish };
}

function isName(name: unknown): name is string {
  return typeof name === 'string' && name !== '';
}
