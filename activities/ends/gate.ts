import { setTimeout as sleep } from 'node:timers/promises';

/** One wait for somebody who is away, shared by all who need them: nobody asks on their own. */
export interface Gate {
  /** Resolves when they are back, rejects with the signal's reason when the caller gives up. */
  untilBack(isBack: () => Promise<boolean>, signal: AbortSignal): Promise<void>;
}

/** The pause between two questions grows with the time that they have been away. */
const SHARE = 0.25;
const FIRST_MS = 250;
const LONGEST_MS = 30_000;

export function createGate(): Gate {
  let waiting = 0;
  let asking: Promise<void> | null = null;
  const ask = async (isBack: () => Promise<boolean>): Promise<void> => {
    const since = performance.now();
    do {
      const awayMs = performance.now() - since;
      await sleep(Math.min(LONGEST_MS, Math.max(FIRST_MS, SHARE * awayMs)), undefined, { ref: false });
    } while (waiting > 0 && !(await isBack().catch(() => false)));
  };
  return {
    untilBack: async (isBack, signal) => {
      signal.throwIfAborted();
      waiting += 1;
      asking ??= ask(isBack).finally(() => {
        asking = null;
      });
      const left = leaving(signal);
      try {
        await Promise.race([asking, left.promise]);
      } finally {
        left.end();
        waiting -= 1;
      }
    },
  };
}

/** Rejects with the signal's reason. `end`: a step that waits often leaves no listener behind each time. */
function leaving(signal: AbortSignal): { promise: Promise<never>; end: () => void } {
  let giveUp = (): void => {};
  const promise = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason);
  });
  signal.addEventListener('abort', giveUp, { once: true });
  return { promise, end: () => signal.removeEventListener('abort', giveUp) };
}
