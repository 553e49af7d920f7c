import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';

const RUN = defineSearchAttributeKey('DedupeRun', 'KEYWORD');
const CRM = defineSearchAttributeKey('DedupeCrm', 'KEYWORD');

/** By what Temporal's pages find a run. A server has to be told of them once; one that was not knows runs by their ids alone. */
export const SEARCH_ATTRIBUTES: readonly string[] = [RUN.name, CRM.name];

export function searchAttributesOf(run: { id: string; crm: string }): SearchAttributePair[] {
  return [
    { key: RUN, value: run.id },
    { key: CRM, value: run.crm },
  ];
}

/** gRPC: invalid argument. What a server answers to a name that it was not told of, among other things. */
export function isInvalidArgument(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const own = 'code' in error && error.code === 3;
  return own || isInvalidArgument(error.cause);
}
