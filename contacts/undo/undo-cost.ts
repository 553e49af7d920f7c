import type { UndoPlan } from './undo-plan.ts';

/** Both contacts, the marker, the lists of both and what a page of them takes. */
const CALLS_TO_LOOK = 6;
/** The create, the look for its marker, and one at the contact itself where a list lags. */
const CALLS_TO_CREATE = 3;
/** Opt-outs are looked at on both contacts and written before there is an address, and looked at again with the addresses. */
const CALLS_TO_OPT_OUT = 8;
/** Read, written, read back. */
const CALLS_PER_STEP = 3;
/** Read, written, its changes looked at, read back. */
const CALLS_PER_THING = 4;

/** Written and read back. */
const CALLS_ALONE = 2;

/**
 * Calls that a pair takes at most where nothing has to be tried twice, from the look right before it to the last reading. `alone`: fields that take a
 * request of their own.
 */
export function undoCalls(
  plan: Pick<UndoPlan, 'contact' | 'restores' | 'primary' | 'things'> & { alone?: number },
): number {
  const { contact, restores, primary, things, alone = 0 } = plan;
  const changed = things.filter(({ add, remove }) => add || remove).length;
  const isConsent = restores.some(({ why }) => why?.code === 'consent');
  const writesPrimary = primary.some(({ does }) => does === 'put-back');
  const isCreated = contact.kind === 'create';
  // Of the contact its fields and, last, its reference; of the primary what is freed and what is put back.
  const steps = (isCreated ? 2 : 1) + (writesPrimary ? 2 : 0);
  const creating = isCreated ? CALLS_TO_CREATE : 0;
  // Who we are is asked once, where a list of people is written.
  const handing = changed === 0 ? 0 : changed * CALLS_PER_THING + 1;
  return (
    CALLS_TO_LOOK +
    things.length +
    creating +
    (isConsent ? CALLS_TO_OPT_OUT : 0) +
    (steps * CALLS_PER_STEP + alone * CALLS_ALONE) +
    handing
  );
}

/** What all of it takes at the budget's pace. */
export function undoCost(
  plans: readonly Pick<UndoPlan, 'calls'>[],
  callsPerMinute: number,
): { calls: number; minutes: number } {
  const calls = plans.reduce((sum, plan) => sum + plan.calls, 0);
  return { calls, minutes: Math.ceil(calls / callsPerMinute) };
}
