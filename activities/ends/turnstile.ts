/** Lets one step run alone in its worker, where others run beside each other. */
export interface Turnstile {
  /** Resolves, when the step may begin, with what it calls at its end. Rejects with the signal's reason. */
  enter(how: { alone: boolean; signal: AbortSignal }): Promise<() => void>;
}

export function createTurnstile(): Turnstile {
  let together = 0;
  let isAlone = false;
  /** Who wants to be alone: nobody else begins meanwhile. */
  let wanting = 0;
  let waiting: (() => void)[] = [];
  const changed = (): void => {
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };
  const change = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const giveUp = (): void => reject(signal.reason);
      signal.addEventListener('abort', giveUp, { once: true });
      waiting.push(() => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      });
    });
  return {
    enter: async ({ alone, signal }) => {
      if (alone) wanting += 1;
      try {
        while (isAlone || (alone ? together > 0 : wanting > 0)) {
          signal.throwIfAborted();
          await change(signal);
        }
      } catch (error) {
        if (alone) wanting -= 1;
        changed();
        throw error;
      }
      if (alone) isAlone = true;
      else together += 1;
      return () => {
        if (alone) {
          isAlone = false;
          wanting -= 1;
        } else together -= 1;
        changed();
      };
    },
  };
}
