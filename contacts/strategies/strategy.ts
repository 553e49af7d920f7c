import type { PlanMember } from '../plan.ts';
import type { Rules } from '../rules/rules.ts';

/** One rule that narrows a cluster down to its primary. */
export interface Strategy {
  name: string;
  /** Goes on after "REVU-5 is the only one left ". */
  because: (rules: Rules) => string;
  /** Those that the rule would keep. All or none of them means that it has nothing to say. */
  keep: <T extends PlanMember>(candidates: readonly T[], rules: Rules) => readonly T[];
}
