import type { KnownOfBase } from '../../contacts/base/shown/known-of-base.ts';
import type { PlanCluster } from '../../contacts/plan.ts';
import type { DecidedOnCluster } from '../../store/decisions/read-decided.ts';

/** The cluster that a command is about, and the plan that it is in. */
export interface Planned {
  cluster: PlanCluster;
  /** Of the plan. */
  digest: string;
  profile: string;
  /** Which plan it is, in words. */
  file: string;
  /** Of a run in the store: whose it is, and whom the settings are for where they are for others. */
  run?: { crm: string; org: string; settingsFor: string | null };
  /** What a person decided about it in that run, the newest first. */
  decided?: DecidedOnCluster[];
  /** Of a contact base: what is known beside the plan. */
  known?: KnownOfBase;
}
