import { pairName } from '../ledger/pair-name.ts';
import type { PairKey } from '../types.ts';

/**
 * What each workflow is called in Temporal: the name is the lock, so that a second start of the same thing is refused. Workflows make those of
 * their children themselves, as they take no code of the store; a first step refuses a workflow of any other name.
 */

interface Whose {
  crm: string;
  org: string;
}

/** One open run per plan and organization. */
export function runWorkflowId(run: Whose & { digest: string; dryRun: boolean }): string {
  return `${dry(run)}dedupe-${run.crm}-${run.org}-${run.digest.slice(0, 12)}`;
}

/** What the ids of a run's clusters begin with: a dash and the cluster's id follow. */
export function clusterIdPrefix(run: Whose & { dryRun: boolean }): string {
  return `${dry(run)}merge-${run.crm}-${run.org}`;
}

/** A person's word on one pair. */
export function resolveWorkflowId({ crm, org, ...pair }: PairOf): string {
  return `resolve-${crm}-${org}-${pairName(pair)}`;
}

/** Watches a pair's refusals. */
export function watchId({ crm, org, ...pair }: PairOf): string {
  return `consent-${crm}-${org}-${pairName(pair)}`;
}

/** `undo`: its row's id. */
export function undoWorkflowId({ crm, org, undo }: Whose & { undo: string }): string {
  return `undo-${crm}-${org}-${undo}`;
}

/** One scan of an organization at a time. */
export function scanWorkflowId({ crm, org }: Whose): string {
  return `scan-${crm}-${org}`;
}

type PairOf = Pick<PairKey, 'crm' | 'org' | 'clusterId' | 'primaryId' | 'duplicateId'>;

function dry({ dryRun }: { dryRun: boolean }): string {
  return dryRun ? 'dry-' : '';
}
