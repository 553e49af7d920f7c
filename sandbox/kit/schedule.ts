/** Effects that are still to come. */
export interface Schedule {
  after(ms: number, run: () => Promise<void>): void;
  /** Resolves when nothing is still to come. */
  settled(): Promise<void>;
  /** Forgets everything that is still to come, and whatever would be added. */
  cancel(): void;
}

export function createSchedule(): Schedule {
  const timers = new Set<NodeJS.Timeout>();
  const waiting: (() => void)[] = [];
  let open = 0;
  let cancelled = false;

  function end(): void {
    open -= 1;
    if (open === 0) for (const resolve of waiting.splice(0)) resolve();
  }

  return {
    after(ms, run) {
      if (cancelled) return;
      open += 1;
      const timer = setTimeout(() => {
        timers.delete(timer);
        run().finally(end);
      }, ms);
      timers.add(timer);
    },
    settled: () => (open === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    cancel() {
      cancelled = true;
      for (const timer of timers) {
        clearTimeout(timer);
        end();
      }
      timers.clear();
    },
  };
}
