import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/workflow';
import type { Reason, ReasonValues } from '../store/reasons.ts';

/** Whether an activity failed: anything else is a mistake in this code and must not be swallowed. */
export function isFailure(error: unknown): error is ActivityFailure {
  return error instanceof ActivityFailure;
}

/** Why a step was given up, and whether its pair is held whatever it has come to; null where it was not. */
export function givenUp(error: ActivityFailure): { why: Reason; held: boolean } | null {
  const fault = faultOf(failureType(error));
  if (fault !== null) return { why: { code: 'step-failed', values: { failure: fault } }, held: false };
  if (failureType(error) !== 'Quarantined' || !(error.cause instanceof ApplicationFailure)) return null;
  const [place] = (error.cause.details ?? []) as Partial<ReasonValues['kills-worker']>[];
  const { workers = 0, step = '', part = '', at = 0 } = place ?? {};
  return { why: { code: 'kills-worker', values: { workers, step, part, at } }, held: true };
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
