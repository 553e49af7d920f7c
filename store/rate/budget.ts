import type { CallBudget } from '../../crm/budget.ts';
import { CrmError } from '../../crm/errors.ts';

/** A budget of calls, of which some can be set aside before they are made. */
export interface RateBudget extends CallBudget {
  /** Sets `calls` calls aside, waiting until they fit. They age out after 90 s when their owner dies. */
  reserve(calls: number, options?: ReserveOptions): Promise<string>;
  /** Gives back what is left of a reservation. */
  release(reservation: string): Promise<void>;
  /** How long nobody may call, because the CRM said 429 to somebody; 0 when all may. */
  waitMs(): Promise<number>;
  /** Whether this process itself was told to wait: asks nobody. */
  isTold(): boolean;
}

export interface ReserveOptions {
  signal?: AbortSignal;
  /** Lets other reservations that gather their calls meanwhile come first. @default false */
  behind?: boolean;
}

/** A call that was to leave at once and would have to wait: as if the CRM had said so. */
export function waitsAtOnce(waitMs: number): CrmError {
  return new CrmError({ kind: 'rate-limited', message: 'Would have to wait for the budget', retryAfterMs: waitMs });
}
