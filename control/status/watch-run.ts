import { setTimeout as sleep } from 'node:timers/promises';
import { askWorkflow } from './ask-workflow.ts';
import { readPatiently } from './read-patiently.ts';
import type { RunStatus, StatusRequest } from './run-status.ts';
import { type WaitingStep, waitingSteps } from './waiting-steps.ts';

/** The report is written after the store says that the run has ended: this long it is waited for. */
const REPORT_MS = 30_000;
const STEPS_EVERY_MS = 3_000;

/**
 * The status of a run, again and again until it is open no more; then waits for its report. A server that does not answer
 * for a while ends nothing: it is what the run waits for then. Ends early, without an error, when the signal aborts.
 */
export async function* watchRun(
  request: StatusRequest & {
    signal: AbortSignal;
    everyMs?: number;
    /** The servers where they are now. @default where they were */
    again?: () => Pick<StatusRequest, 'db' | 'client'>;
  },
): AsyncGenerator<RunStatus, void, undefined> {
  const { signal, everyMs = 500, again } = request;
  const stepsOf = nowAndThen();
  let servers: Pick<StatusRequest, 'db' | 'client'> = request;
  let last: RunStatus | null = null;
  while (!signal.aborted) {
    if (again !== undefined) servers = again();
    const { db, client } = servers;
    for await (const status of readPatiently({ ...request, db, client, stepsOf }, last)) {
      if (signal.aborted) return;
      yield status;
      last = status;
    }
    if (last !== null && last.state !== 'open') {
      if (last.state !== 'lost') await workflowEnds({ ...request, ...servers }, last.workflowId);
      return;
    }
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Each cluster in flight is asked for on its own: seldom enough that Temporal has other things to do as well. */
function nowAndThen(): typeof waitingSteps {
  let asked = Number.NEGATIVE_INFINITY;
  let known: Promise<WaitingStep[]> = Promise.resolve([]);
  return (client, whose) => {
    if (performance.now() - asked < STEPS_EVERY_MS) return known;
    asked = performance.now();
    known = waitingSteps(client, whose);
    return known;
  };
}

/** What ended is in the store: a server that cannot be asked any more changes nothing. */
async function workflowEnds({ client, signal }: StatusRequest & { signal: AbortSignal }, id: string): Promise<void> {
  const until = Date.now() + REPORT_MS;
  while (!signal.aborted && Date.now() < until) {
    const word = await client()
      .then((connected) => askWorkflow(connected, id))
      .catch(() => null);
    if (!word?.running) return;
    await sleep(100, undefined, { signal }).catch(() => undefined);
  }
}
