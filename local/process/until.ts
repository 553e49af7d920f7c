import { setTimeout as sleep } from 'node:timers/promises';

export interface UntilOptions {
  timeoutMs: number;
  /** @default 20 */
  everyMs?: number;
  /** Ends the waiting early, with this error, when it settles with one. */
  unless?: Promise<Error>;
}

/** Asks again and again until the answer is not null. Null when time is up. */
export async function until<T>(
  ask: () => T | null | Promise<T | null>,
  { timeoutMs, everyMs = 20, unless }: UntilOptions,
): Promise<T | null> {
  let stopped: Error | undefined;
  unless?.then((error) => {
    stopped = error;
  });
  const end = performance.now() + timeoutMs;
  while (performance.now() < end) {
    const answer = await ask();
    if (stopped) throw stopped;
    if (answer !== null) return answer;
    await sleep(everyMs);
  }
  return null;
}
