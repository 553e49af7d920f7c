import type { PlanCluster } from '../../contacts/plan.ts';
import type { Carrying, Crm, CrmContact, PairAddresses } from '../../crm/crm.ts';
import type { Said } from '../../store/reasons.ts';
import type { Attempt, ConsentRecord, PairKey } from '../../store/types.ts';
import type { PairRef } from '../pair-ref.ts';
import type { LiveCluster } from './live-cluster.ts';
import { fieldNames, type ToWrite } from './what-to-write.ts';

/** One attempt at the step. */
export interface CarryingOver {
  crm: Crm;
  carrying: Carrying;
  pair: PairRef;
  key: PairKey;
  attempt: Attempt;
  record: ConsentRecord;
  signal: AbortSignal;
  /** After so many tries a failing write is final. */
  tries: number;
}

export type Stopped = { kind: 'stopped'; seq: number };

export type CarriedOver =
  | { kind: 'consent-tightened' }
  | Stopped
  | { kind: 'unauthorized' }
  | ({ kind: 'held' | 'drifted' } & Said);

export interface Writing extends CarryingOver {
  cluster: LiveCluster;
  addresses: PairAddresses;
  toWrite: ToWrite;
}

export type LiveMembers = Pick<LiveCluster, 'primary' | 'duplicate' | 'others'>;

/** All of a contact but consent and what the plan may carry over: our own writes do not change it. */
export function restOf(crm: Crm, shown: CrmContact, { fill = [] }: Pick<PlanCluster, 'fill'>): string {
  return crm.digestWithout(shown, ['consent', ...fieldNames(fill)]);
}
