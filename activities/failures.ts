import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import { CrmError } from '../crm/errors.ts';
import { NotInStore } from '../store/not-in-store.ts';
import { NotItsOwn } from '../store/orders/not-its-own.ts';
import type { CrmFailure } from '../store/reasons.ts';
import { StaleAttemptError } from '../store/stale-attempt-error.ts';

/** A worker of the database that has it takes the step before this one asks again. */
const OTHER_STORES_TURN_MS = 2_000;

/** A failed call as part of a reason. */
export function crmFailure({ message, kind, status }: CrmError): Required<CrmFailure> {
  return { failure: message, kind, status };
}

/** What may cross into a workflow history of an error: its type, and for CRM calls path and status. Never a message from outside. */
export function toFailure(error: unknown): Error {
  if (error instanceof ApplicationFailure || error instanceof CancelledFailure) return error;
  if (error instanceof NotItsOwn) {
    return ApplicationFailure.create({ type: error.name, message: error.message, nonRetryable: true });
  }
  if (error instanceof StaleAttemptError) {
    return ApplicationFailure.create({ type: 'StaleAttempt', message: error.message, nonRetryable: true });
  }
  if (error instanceof NotInStore) {
    return ApplicationFailure.create({
      type: error.name,
      message: error.message,
      nextRetryDelay: OTHER_STORES_TURN_MS,
    });
  }
  if (error instanceof CrmError) {
    return ApplicationFailure.create({
      type: `Crm.${error.kind}`,
      message: error.message,
      nonRetryable: !error.retryable,
      ...(error.retryAfterMs === null ? {} : { nextRetryDelay: error.retryAfterMs }),
    });
  }
  if (error instanceof Error && error.name === 'AbortError') return new CancelledFailure('Activity was cancelled');
  const { name, code } = codeOf(error);
  return ApplicationFailure.create({ type: name, message: `Failed with ${name}${code === null ? '' : ` ${code}`}` });
}

/** The class of what failed, and its code: of an error that only wraps another, that of the other. */
export function codeOf(error: unknown): { name: string; code: string | null } {
  if (!(error instanceof Error)) return { name: typeof error, code: null };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  if (code === null && error.cause instanceof Error) {
    const inner = codeOf(error.cause);
    if (inner.code !== null) return inner;
  }
  const name = error.name === 'Error' || error.name === 'error' ? error.constructor.name : error.name;
  return { name: safe(name), code: code === null ? null : safe(code) };
}

function safe(word: string): string {
  return /^\w{1,40}$/.test(word) ? word : 'unknown';
}
