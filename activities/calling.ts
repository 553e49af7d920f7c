import { ApplicationFailure, activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';
import { CrmError } from '../crm/errors.ts';
import { toFailure } from './failures.ts';

/**
 * Runs an activity's body with a heartbeat at a third of its time-out, so that a dead worker is noticed soon and a wait for
 * the rate budget is not taken for one. `beat(details)` sets what the next heartbeat carries.
 */
export async function withHeartbeat<T>(
  body: (beat: (details: unknown) => void, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  let details: unknown = null;
  const everyMs = Math.max(100, (activityInfo().heartbeatTimeoutMs ?? 30_000) / 3);
  const timer = setInterval(() => heartbeat(details), everyMs);
  const beat = (next: unknown): void => {
    details = next;
    heartbeat(details);
  };
  try {
    heartbeat(details);
    return await body(beat, cancellationSignal());
  } catch (error) {
    throw toFailure(error);
  } finally {
    clearInterval(timer);
  }
}

/** Waits out 429s: the budget already holds every caller back, so asking again is waiting. Other errors pass. */
export async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof CrmError) || error.kind !== 'rate-limited') throw error;
    }
  }
}

/** After `attempts` tries a failing read is final for its pair: the others go on. Other errors are Temporal's to retry. */
export function finalAfter(attempts: number, error: unknown): unknown {
  if (error instanceof CrmError && error.retryable && activityInfo().attempt >= attempts) {
    return ApplicationFailure.create({ type: `Crm.${error.kind}`, message: error.message, nonRetryable: true });
  }
  return error;
}
