import type { RateUse } from '../../store/rate/use.ts';
import type { WaitsFor } from './waits-for.ts';

/** Something that a run waits for. */
export interface Wait {
  /** `crm`: it said 429. `budget`: no call fits into the window. The servers: they do not answer us. */
  for: 'crm' | 'budget' | 'decision' | 'resume' | 'worker' | 'postgres' | 'temporal';
  /** When it goes on by itself; null when somebody has to do something. */
  until: string | null;
  /** Why it is paused. */
  because: string | null;
}

export interface WaitFacts {
  waitsFor: WaitsFor;
  pauseReason: string | null;
  budget: RateUse | null;
  /** Clusters in flight: without any nobody needs the budget. */
  inFlight: number;
}

/** Everything that an open run waits for, what needs a person first. */
export function waitsOf({ waitsFor, pauseReason, budget, inFlight }: WaitFacts): Wait[] {
  const waits: Wait[] = [];
  if (waitsFor !== 'nothing') {
    waits.push({ for: waitsFor, until: null, because: waitsFor === 'resume' ? pauseReason : null });
  }
  if (budget === null || inFlight === 0) return waits;
  const { blockedUntil, fullUntil } = budget;
  if (blockedUntil !== null) waits.push({ for: 'crm', until: blockedUntil, because: null });
  else if (fullUntil !== null) waits.push({ for: 'budget', until: fullUntil, because: null });
  return waits;
}
