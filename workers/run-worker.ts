import { setTimeout as sleep } from 'node:timers/promises';
import { NativeConnection, Runtime, TransportError } from '@temporalio/worker';
import { answersWithin } from '../store/answers-within.ts';
import { isDatabaseAway } from '../store/database-away.ts';
import { migrateDatabase } from '../store/migrate.ts';
import { type Bundle, keptBundle } from './bundle.ts';
import { temporalLogger } from './temporal-logger.ts';
import { type FindServers, type Servers, untilServersLost, type Why, whereNow } from './watch-servers.ts';
import { createWorker, type WorkerSettings } from './worker.ts';

export interface RunWorkerOptions extends WorkerSettings {
  find: FindServers;
  /** Settles when the process is told to end. */
  until: Promise<unknown>;
  onReady?: () => void;
  /**
   * Milliseconds for which the store may not answer before the worker lets go of all steps, until it does again.
   *
   * @default 30000
   */
  patienceMs?: number;
}

const WORDS: Record<Why, string> = {
  moved: 'Temporal or the database is at another address now',
  'store-away': 'The database has not answered for too long',
};

const RETRY_MS = 1000;
const TELL_AGAIN_MS = 60_000;
const LONGEST_END_MS = 45_000;
const LONGEST_CLOSE_MS = 10_000;

/**
 * Connects, and takes steps until it is told to end. Where its servers are lost it lets go of its steps in order, and takes steps again as
 * soon as both answer, wherever they are then: the process stays.
 */
export async function runWorker({ until, onReady, ...options }: RunWorkerOptions): Promise<void> {
  const { find, log, patienceMs = 30_000 } = options;
  const told = new AbortController();
  void until.then(() => told.abort());
  const context = { ...options, bundle: keptBundle(options.config), signal: told.signal };
  let life = await beginLife({ ...context, servers: find() });
  onReady?.();
  for (;;) {
    const watching = new AbortController();
    const signal = AbortSignal.any([told.signal, watching.signal]);
    const lost = untilServersLost({ servers: life.servers, find, patienceMs, signal });
    const why = await Promise.race([life.running.then(() => null), lost]).finally(() => watching.abort());
    if (why === null) {
      // Also where it ends by itself: then the process does.
      life.shutdown();
      await life.running.finally(life.close);
      return;
    }
    log.warn(`${WORDS[why]}: steps are let go, and taken again as soon as Temporal and the database answer`);
    life.shutdown();
    await inTime(life.running, LONGEST_END_MS);
    await life.close();
    const next = await beginAgain(context);
    if (next === null) return;
    life = next;
    log.info('Temporal and the database answer: worker takes steps again');
  }
}

interface Life {
  servers: Servers;
  /** Settles when the last step has ended. */
  running: Promise<void>;
  shutdown(): void;
  close(): Promise<void>;
}

type LifeOptions = WorkerSettings & { servers: Servers; bundle: () => Promise<Bundle> };

async function beginLife(options: LifeOptions): Promise<Life> {
  const { servers, log } = options;
  await migrateDatabase(servers.databaseUrl);
  installRuntime(log);
  const connection = await NativeConnection.connect(servers.temporal);
  try {
    const { worker, close } = await createWorker({ ...options, ...servers, connection });
    const running = worker.run();
    // Whoever waits for it hears of it.
    running.catch(() => undefined);
    return {
      servers,
      running,
      shutdown: () => worker.shutdown(),
      close: async () => {
        await inTime(close(), LONGEST_CLOSE_MS);
        await inTime(connection.close(), LONGEST_CLOSE_MS);
      },
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** Once both answer; null when told to end meanwhile. Throws what waiting does not change, such as OtherHome. */
async function beginAgain(
  context: Omit<LifeOptions, 'servers'> & { find: FindServers; signal: AbortSignal },
): Promise<Life | null> {
  const { find, log, signal } = context;
  let toldAt = performance.now();
  while (!signal.aborted) {
    try {
      const servers = whereNow(find);
      if (servers !== null && (await answersWithin(servers.databaseUrl, LONGEST_CLOSE_MS))) {
        return await beginLife({ ...context, servers });
      }
    } catch (error) {
      if (!isAway(error)) throw error;
    }
    if (performance.now() - toldAt > TELL_AGAIN_MS) {
      log.warn('Still waiting for Temporal and the database');
      toldAt = performance.now();
    }
    await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
  }
  return null;
}

function isAway(error: unknown): boolean {
  return error instanceof TransportError || isDatabaseAway(error) || isTemporalAway(error);
}

/** gRPC: deadline exceeded, unavailable. */
function isTemporalAway(error: unknown): boolean {
  return error instanceof Error && 'code' in error && [4, 14].includes(Number(error.code));
}

/** Signals are ours to hear: a worker that waits for its servers has none of Temporal's workers that would. */
function installRuntime(log: WorkerSettings['log']): void {
  try {
    Runtime.install({ logger: temporalLogger(log), shutdownSignals: [] });
  } catch {
    // The one of before has something open still, and stays.
  }
}

async function inTime(work: Promise<unknown>, ms: number): Promise<void> {
  const over = new AbortController();
  const late = sleep(ms, undefined, { signal: over.signal }).catch(() => undefined);
  await Promise.race([work.catch(() => undefined), late]);
  over.abort();
}
