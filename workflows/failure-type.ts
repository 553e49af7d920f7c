import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/workflow';

/** Whether an activity failed: anything else is a mistake in this code and must not be swallowed. */
export function isFailure(error: unknown): error is ActivityFailure {
  return error instanceof ActivityFailure;
}

/** A step that was given up for its own contact or input. Its type and code, or null where it is no such failure. */
export function faultOf(type: string): string | null {
  return type.startsWith('Fault.') ? type.slice('Fault.'.length) : null;
}

/** A step that found the disk full or closed: what the system says, or null where it is no such failure. */
export function diskFailure(type: string): string | null {
  return type.startsWith('Disk.') ? type.slice('Disk.'.length) : null;
}

/** The type that the activity gave its failure, `Timeout`, or `Unknown`. */
export function failureType(error: ActivityFailure): string {
  if (error.cause instanceof ApplicationFailure) return error.cause.type ?? 'Unknown';
  return error.cause instanceof TimeoutFailure ? 'Timeout' : 'Unknown';
}
