import { activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';
import { type Waiting, withWaiting } from './waiting.ts';

/**
 * Runs an activity's body with a heartbeat at a third of its time-out, so that a dead worker is noticed soon and a wait for
 * the rate budget is not taken for one: each beat says that it waits. `beat(details)` sets what the next heartbeat carries.
 */
export async function withHeartbeat<T>(
  body: (beat: (details: unknown) => void, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return await withWaiting(async (waiting) => {
    let details: unknown = null;
    const send = (): void => heartbeat(withWait(details, waiting()));
    const everyMs = Math.max(100, (activityInfo().heartbeatTimeoutMs ?? 30_000) / 3);
    const timer = setInterval(send, everyMs);
    const beat = (next: unknown): void => {
      details = next;
      send();
    };
    try {
      return await body(beat, cancellationSignal());
    } finally {
      clearInterval(timer);
    }
  });
}

/** Where the step is, and what it waits for if it does. */
function withWait(details: unknown, waiting: Waiting | null): unknown {
  return waiting === null ? details : { ...(typeof details === 'object' ? details : { details }), waiting };
}
