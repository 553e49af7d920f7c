import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/workflow';

/** Whether an activity failed: anything else is a mistake in this code and must not be swallowed. */
export function isFailure(error: unknown): error is ActivityFailure {
  return error instanceof ActivityFailure;
}

/** The type that the activity gave its failure, `Timeout`, or `Unknown`. */
export function failureType(error: ActivityFailure): string {
  if (error.cause instanceof ApplicationFailure) return error.cause.type ?? 'Unknown';
  return error.cause instanceof TimeoutFailure ? 'Timeout' : 'Unknown';
}
