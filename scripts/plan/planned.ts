import type { Plan } from '../../contacts/plan.ts';

/** The plan that a command looks into. */
export interface Planned {
  plan: Plan;
  /** Which one it is, in words. */
  file: string;
  /** Of a run in the store: whose it is, and whom the settings are for where they are for others. */
  run?: { crm: string; org: string; settingsFor: string | null };
}
