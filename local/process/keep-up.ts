import { setTimeout as sleep } from 'node:timers/promises';

/** What can be kept up: it says when it ends. */
interface Server {
  exited: Promise<unknown>;
  stop(): Promise<void>;
}

export interface KeepUpOptions<Kept extends Server> {
  /** What it is called in messages. */
  name: string;
  first: Kept;
  start: () => Promise<Kept>;
  say: (line: string) => void;
  /** Called when it is up again, perhaps at another address. */
  onAgain: (server: Kept, before: Kept) => void;
}

export interface KeptUp<Kept extends Server> {
  /** The last one that was up. */
  now(): Kept;
  stop(): Promise<void>;
}

/** A server that lives for so long has not ended because of how it starts. */
const STEADY_MS = 60_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;

/** Starts a server again whenever it ends by itself, with growing pauses where it ends again and again or cannot start. */
export function keepUp<Kept extends Server>({ name, first, start, say, onAgain }: KeepUpOptions<Kept>): KeptUp<Kept> {
  const ending = new AbortController();
  const { signal } = ending;
  let server = first;
  let pauseMs = FIRST_PAUSE_MS;
  const rest = async (): Promise<void> => {
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  };
  const startAgain = async (): Promise<void> => {
    while (!signal.aborted) {
      await rest();
      if (signal.aborted) return;
      try {
        const before = server;
        server = await start();
        if (signal.aborted) return await server.stop();
        say(`${name} is up again`);
        return onAgain(server, before);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        say(`${name} does not start, it is tried again in ${pauseMs / 1000} s: ${why}`);
      }
    }
  };
  const watch = async (): Promise<void> => {
    while (!signal.aborted) {
      const since = performance.now();
      await server.exited;
      if (signal.aborted) return;
      say(`${name} ended by itself, it is started again`);
      if (performance.now() - since > STEADY_MS) pauseMs = FIRST_PAUSE_MS;
      await startAgain();
    }
  };
  const watching = watch();
  return {
    now: () => server,
    stop: async () => {
      ending.abort();
      await Promise.all([server.stop(), watching]);
    },
  };
}
