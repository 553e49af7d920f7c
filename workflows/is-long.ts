import { patched, workflowInfo } from '@temporalio/workflow';
import type { Timing } from './timing.ts';

/** Executions that began before it go on in a new one after a page of clusters, and at no other time. */
const CONTINUES_ANYWHERE = 'continues-anywhere';

/** Below the 10,000 that a history may come to, by what a page or a pair may still add. */
const MOST_EVENTS = 4_000;

/** Whether the workflow is to go on in a new execution, now that it can. */
export function isLong({ mostEvents = MOST_EVENTS }: Pick<Timing, 'mostEvents'>): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return (continueAsNewSuggested || historyLength >= mostEvents) && patched(CONTINUES_ANYWHERE);
}
