import type { Worker } from '@temporalio/worker';

/** Temporal's workers of one process, which begin and end together. */
export interface Fleet {
  /** One more, that begins at once when the others have. */
  add(worker: Worker): void;
  /** Settles when all have ended; rejects when one fails, which ends the others. */
  run(): Promise<void>;
  shutdown(): void;
  /** Shuts down, and settles when nobody is left, whoever has come late. */
  end(): Promise<void>;
}

export function createFleet(first: Worker[]): Fleet {
  const workers = [...first];
  const ends: Promise<void>[] = [];
  let isRunning = false;
  let isEnding = false;
  const shutdown = (): void => {
    isEnding = true;
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  const begin = (worker: Worker): void => {
    const end = worker.run().finally(shutdown);
    // Whoever runs the fleet hears of it.
    end.catch(() => {});
    ends.push(end);
    if (isEnding) shutdown();
  };
  const allEnded = async (): Promise<void> => {
    for (let index = 0; index < ends.length; index += 1) await ends[index];
  };
  return {
    add: (worker) => {
      workers.push(worker);
      if (isRunning || isEnding) begin(worker);
    },
    run: async () => {
      isRunning = true;
      for (const worker of workers) begin(worker);
      await allEnded();
    },
    shutdown,
    end: async () => {
      shutdown();
      await allEnded().catch(() => undefined);
    },
  };
}
