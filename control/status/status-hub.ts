import type { RunStatus } from './run-status.ts';
import { watchRun } from './watch-run.ts';

/** Tells each listener how a run stands, whenever that was read anew: read once for all of them, and not at all while nobody listens. */
export interface StatusHub {
  /** `onEnd`: the run is open no more, or reading it failed. Returns how to stop listening. */
  listen(runId: string, listener: StatusListener): () => void;
  /** Runs that are read at this moment. */
  reading(): number;
}

export interface StatusListener {
  onStatus: (status: RunStatus) => void;
  onEnd: () => void;
}

interface Watched {
  listeners: Set<StatusListener>;
  last: RunStatus | null;
  stop: AbortController;
}

type Watching = (runId: string, signal: AbortSignal) => AsyncIterable<RunStatus>;

/** Whoever looks at a run through a server has the queue for the rest. */
export const LISTED = 50;

/** @param everyMs how often a run is read; @default a second */
export function openStatusHub(
  servers: Omit<Parameters<typeof watchRun>[0], 'runId' | 'signal' | 'everyMs'>,
  { everyMs = 1000 }: { everyMs?: number } = {},
): StatusHub {
  return hubOf((runId, signal) => watchRun({ ...servers, runId, signal, everyMs, listed: LISTED }));
}

/** The same, of whatever reads a run. */
export function hubOf(watching: Watching): StatusHub {
  const runs = new Map<string, Watched>();
  const watch = async (runId: string, watched: Watched): Promise<void> => {
    try {
      for await (const status of watching(runId, watched.stop.signal)) {
        watched.last = status;
        for (const { onStatus } of watched.listeners) onStatus(status);
      }
    } catch {
      // Who listens asks again, and is told what is wrong then.
    } finally {
      if (runs.get(runId) === watched) runs.delete(runId);
      for (const { onEnd } of [...watched.listeners]) onEnd();
    }
  };
  return {
    listen: (runId, listener) => {
      const known = runs.get(runId);
      const watched = known ?? { listeners: new Set(), last: null, stop: new AbortController() };
      watched.listeners.add(listener);
      if (watched.last !== null) listener.onStatus(watched.last);
      if (known === undefined) {
        runs.set(runId, watched);
        void watch(runId, watched);
      }
      return () => {
        watched.listeners.delete(listener);
        if (watched.listeners.size > 0) return;
        watched.stop.abort();
        if (runs.get(runId) === watched) runs.delete(runId);
      };
    },
    reading: () => runs.size,
  };
}
