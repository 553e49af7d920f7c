import type { KnownOfBase } from '../../contacts/base/shown/known-of-base.ts';
import type { Explanation } from '../../contacts/explain/explain.ts';
import type { ClusterLook } from '../../contacts/explain/looked-at.ts';
import type { PlanCluster } from '../../contacts/plan.ts';
import type { ShownKind } from '../../contacts/planning/matched/shown-in.ts';
import type { DecidedOnCluster } from '../../store/decisions/read-decided.ts';
import type { Claim } from '../../store/review/claims.ts';
import type { ShownState } from '../../store/review/shown.ts';
import type { MergedSource } from './after-merge.ts';

/** Everything that the page of one cluster is made of. It holds contact data. */
export interface ReviewCard extends Omit<MergedSource, 'cluster' | 'crm'> {
  run: { id: string; crm: string; org: string; dryRun: boolean; state: string };
  cluster: PlanCluster;
  /** Of a contact base: what the last complete scan says beside the plan. Null: it is none. */
  known: KnownOfBase | null;
  /** Of so many contacts numbers were read otherwise when the run was made, and nobody had seen it. @default 0 */
  changedKeys?: number;
  shown: ShownState;
  /** Of the profile's rules; null where the profile has none that are asked one by one. */
  explanation: Explanation | null;
  /** What its CRM shows of a contact. */
  kinds: readonly ShownKind[];
  /** What a person has decided about it otherwise. */
  decided: readonly DecidedOnCluster[];
  /** Somebody else who has it in front of them; null: nobody. */
  taken: Claim | null;
  /** Those beside it in the queue, and how many wait there. */
  queue: { before: string | null; behind: string | null; waiting: number };
  /** The filter that the queue is seen through, as a query: `?size=2`, or nothing. */
  query: string;
  mayDecide: boolean;
  /** What somebody has looked at in the CRM a while ago; null: nobody has. */
  look: ClusterLook | null;
  /** Whether this server has a token for the CRM, to look there now. */
  canLook: boolean;
  /** What was done right before, or why it was not. */
  told: Told | null;
}

export interface Told {
  /** In words. */
  text: string;
  tone: 'good' | 'bad' | 'look';
  /** The cluster that was decided, and its tag now, where that can be taken back. */
  undo: { cluster: string; tag: string } | null;
}
