import { setTimeout as sleep } from 'node:timers/promises';
import { cancellationSignal } from '@temporalio/activity';
import { CrmError } from '../crm/errors.ts';

/** Pauses before a failed read is tried again within one attempt: a hiccup must not cost a large backup its place. */
const PAUSES_MS = [100, 400, 1_600];

/**
 * A read, with patience: 429s are waited out, since the budget already holds every caller back and asking again is waiting;
 * resets, time-outs and 5xx get three more tries. Other errors, and what lasts longer, are the step's end.
 */
export async function retryRead<T>(call: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; ) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof CrmError) || !error.retryable) throw error;
      if (error.kind === 'rate-limited') continue;
      const pauseMs = PAUSES_MS[failures];
      if (pauseMs === undefined) throw error;
      failures += 1;
      await sleep(pauseMs, undefined, { signal: cancellationSignal() });
    }
  }
}
