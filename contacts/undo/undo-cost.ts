import type { UndoPlan } from './undo-plan.ts';

/** Both contacts, the marker, the lists of both and what a page of them takes. */
const CALLS_TO_LOOK = 6;
/** A write, and the reading that it stands. */
const CALLS_PER_STEP = 2;
/** Read, written, its changes looked at, read back. */
const CALLS_PER_THING = 4;

/** Calls that a pair takes, from the look right before it to the last reading. */
export function undoCalls(plan: Pick<UndoPlan, 'contact' | 'restores' | 'primary' | 'things'>): number {
  const { contact, restores, primary, things } = plan;
  const changed = things.filter(({ add, remove }) => add || remove).length;
  const isConsent = restores.some(({ why }) => why?.code === 'consent');
  const writesPrimary = primary.some(({ does }) => does === 'put-back');
  // Opt-outs, fields and reference of the contact; a create is looked at once before and once after.
  const steps = (contact.kind === 'create' ? 3 : 1) + (isConsent ? 1 : 0) + (writesPrimary ? 2 : 0);
  return CALLS_TO_LOOK + things.length + steps * CALLS_PER_STEP + changed * CALLS_PER_THING;
}

/** What all of it takes at the budget's pace. */
export function undoCost(
  plans: readonly Pick<UndoPlan, 'calls'>[],
  callsPerMinute: number,
): { calls: number; minutes: number } {
  const calls = plans.reduce((sum, plan) => sum + plan.calls, 0);
  return { calls, minutes: Math.ceil(calls / callsPerMinute) };
}
