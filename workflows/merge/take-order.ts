import { ApplicationFailure, patched, workflowInfo } from '@temporalio/workflow';
import type { TakenOrder } from '../../activities/merge/take-order.ts';
import { proxySteps } from '../steps.ts';
import { FIRST_STEP_TIMING } from '../timing.ts';
import type { ResolvePairInput } from '../types.ts';

/** Workflows that began before it have the person's word in their input. */
const WORDS_ARE_ROWS = 'words-are-rows';

/** The word that a resolving workflow carries out. One that names no row is refused before it has read or written anything. */
export type Word = Omit<TakenOrder, 'route'> & { route?: TakenOrder['route'] | undefined; by?: string };

export async function takeOrder(input: ResolvePairInput | undefined): Promise<Word> {
  const old = patched(WORDS_ARE_ROWS) ? null : wordOf(input ?? {});
  if (old !== null) return old;
  const order: unknown = input?.order;
  if (typeof order !== 'string' || !/^[0-9a-f-]{36}$/.test(order))
    throw ApplicationFailure.nonRetryable('No word of a person is named', 'NotItsOwn');
  const { steps } = proxySteps({ timing: FIRST_STEP_TIMING });
  return steps.takeOrder({ order, first: workflowInfo().firstExecutionRunId });
}

function wordOf({ mode, crm, org, clusterId, primary, duplicate, as, by, word, timing, route }: ResolvePairInput) {
  if (mode === undefined || crm === undefined || org === undefined || clusterId === undefined) return null;
  if (primary === undefined || duplicate === undefined || as === undefined || timing === undefined) return null;
  const key = { mode, crm, org, clusterId, primaryId: primary, duplicateId: duplicate };
  return { key, as, timing, route, ...(by !== undefined && { by }), ...(word && { word }) };
}
