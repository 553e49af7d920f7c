import type { WorkflowFailedError } from '@temporalio/client';

/** What Temporal's own client tells by its classes, told without loading it: whoever was thrown such an error has it loaded already. */

export function isWorkflowFailed(error: unknown): error is WorkflowFailedError {
  return error instanceof Error && error.name === 'WorkflowFailedError';
}

/** What the server says no with, as gRPC has it. */
export function isGrpcError(error: unknown): error is Error & { code: number } {
  return (
    error instanceof Error &&
    'details' in error &&
    typeof error.details === 'string' &&
    'metadata' in error &&
    'code' in error
  );
}

export function isScheduleNotFound(error: unknown): boolean {
  return error instanceof Error && error.name === 'ScheduleNotFoundError';
}

export function isScheduleThere(error: unknown): boolean {
  return error instanceof Error && error.name === 'ScheduleAlreadyRunning';
}
