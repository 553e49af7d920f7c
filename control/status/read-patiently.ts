import { setTimeout as sleep } from 'node:timers/promises';
import { isAnswering } from '../../store/is-answering.ts';
import { connectionCode, isTemporalAway } from '../connection-code.ts';
import { type RunStatus, readStatus, type StatusRequest } from './run-status.ts';

type Server = 'postgres' | 'temporal';

/** A reading that takes longer than this hangs on a server. */
const SLOW_MS = 8_000;
const PING_MS = 1_000;

/**
 * Reads the status once. Until it is read, or when that fails, yields the last one with the server that does not answer as
 * what the run waits for. Without a last one the failure is the caller's.
 */
export async function* readPatiently(
  request: StatusRequest,
  last: RunStatus | null,
): AsyncGenerator<RunStatus, void, undefined> {
  const reading = readStatus(request);
  if (last === null) {
    yield await reading;
    return;
  }
  const slow = new AbortController();
  try {
    const first = await Promise.race([reading, sleep(SLOW_MS, null, { signal: slow.signal })]);
    if (first === null) yield without(await hangsOn(request), last);
    yield first ?? (await reading);
  } catch (error) {
    const server = awayServer(error);
    if (server === null) throw error;
    yield without(server, last);
  } finally {
    slow.abort();
  }
}

function awayServer(error: unknown): Server | null {
  if (isTemporalAway(error)) return 'temporal';
  return connectionCode(error) === null ? null : 'postgres';
}

async function hangsOn({ db }: StatusRequest): Promise<Server> {
  return (await Promise.race([isAnswering(db), sleep(PING_MS, false)])) ? 'temporal' : 'postgres';
}

/** What it was doing is as far as we know still so; how fast it goes is not known. */
function without(server: Server, last: RunStatus): RunStatus {
  const waits = last.waits.filter((wait) => wait.for !== 'postgres' && wait.for !== 'temporal');
  return { ...last, etaMs: null, waits: [{ for: server, until: null, because: null }, ...waits] };
}
