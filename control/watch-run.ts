import { setTimeout as sleep } from 'node:timers/promises';
import { type RunStatus, readStatus, type StatusRequest } from './run-status.ts';

/** The status of a run, again and again until it is open no more. Ends early, without an error, when the signal aborts. */
export async function* watchRun(
  request: StatusRequest & { signal: AbortSignal; everyMs?: number },
): AsyncGenerator<RunStatus, void, undefined> {
  const { signal, everyMs = 500 } = request;
  while (!signal.aborted) {
    const status = await readStatus(request);
    yield status;
    if (status.state !== 'open') return;
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
