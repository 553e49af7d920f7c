import type { CallBudget } from '../../crm/budget.ts';

/** A budget of calls, of which some can be set aside before they are made. */
export interface RateBudget extends CallBudget {
  /** Sets `calls` calls aside, waiting until they fit. They age out after 90 s when their owner dies. */
  reserve(calls: number, options?: { signal?: AbortSignal }): Promise<string>;
  /** Gives back what is left of a reservation. */
  release(reservation: string): Promise<void>;
}
