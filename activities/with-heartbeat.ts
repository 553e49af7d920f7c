import { activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';
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
    return await body(beat, cancellationSignal());
  } catch (error) {
    throw toFailure(error);
  } finally {
    clearInterval(timer);
  }
}
