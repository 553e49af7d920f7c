import { activityInfo } from '@temporalio/activity';
import type { Attempt, PairKey } from '../store/types.ts';
import type { ClusterRef } from './backup/back-up-contact.ts';

/** A pair as a workflow hands it to a step: ids only, and the token of the attempt. */
export interface PairRef {
  cluster: ClusterRef;
  primary: string;
  duplicate: string;
  token: string;
  /** Grows with every step of the workflow under one token. */
  step: number;
}

export function pairKey(pair: Omit<PairRef, 'token' | 'step'>): PairKey {
  const { mode, crm, org, clusterId } = pair.cluster;
  return { mode, crm, org, clusterId, primaryId: pair.primary, duplicateId: pair.duplicate };
}

/** The attempt this very execution is: a later try of the same step has a higher number, so an earlier one is refused. */
export function attemptOf({ token, step }: Pick<PairRef, 'token' | 'step'>): Attempt {
  return { token, seq: step * 1000 + Math.min(activityInfo().attempt, 999) };
}
