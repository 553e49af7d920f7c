import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalDatabase } from './database.ts';
import { findStack } from './stack-file.ts';

const LOOK_MS = 1_000;

/** The database of a local stack that somebody else has started: a stack that is started anew may have it at another port. */
export function followDatabase({
  dataDir,
  databaseUrl: first,
}: {
  dataDir: string;
  databaseUrl: string;
}): Pick<LocalDatabase, 'databaseUrl' | 'nextMove' | 'stop'> {
  let databaseUrl = first;
  const stopped = new AbortController();
  const { signal } = stopped;
  return {
    get databaseUrl() {
      return databaseUrl;
    },
    nextMove: async () => {
      while (!signal.aborted) {
        await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => undefined);
        const now = findStack(dataDir)?.databaseUrl ?? databaseUrl;
        if (now === databaseUrl) continue;
        databaseUrl = now;
        return 'postgres';
      }
      return null;
    },
    stop: async () => stopped.abort(),
  };
}
