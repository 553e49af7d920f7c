import type { Plan } from '../../contacts/plan.ts';

/** The plan that a command looks into. */
export interface Planned {
  plan: Plan;
  /** Which one it is, in words. */
  file: string;
}
